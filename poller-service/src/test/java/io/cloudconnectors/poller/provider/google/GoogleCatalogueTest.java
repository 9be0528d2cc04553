package io.cloudconnectors.poller.provider.google;

import static io.cloudconnectors.poller.provider.google.GoogleProviderTest.COMPUTE;
import static io.cloudconnectors.poller.provider.google.GoogleProviderTest.POLICIES;
import static io.cloudconnectors.poller.provider.google.GoogleProviderTest.PROJECT;
import static io.cloudconnectors.poller.provider.google.GoogleProviderTest.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.asset.v1.Asset;
import com.google.cloud.resourcemanager.v3.Project;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.protobuf.ByteString;
import com.google.type.Expr;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.CatalogueFile;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of each entry, what it makes of an answer, its second page, and what it does where it is denied. */
class GoogleCatalogueTest {
    private static final String NUMBER = "222222222222";
    private static final Slice WHOLE = new Slice.Seen(List.of());

    private final CustomerProject project = new CustomerProject();

    @AfterEach
    void stop() {
        project.close();
    }

    @Test
    void theListOfResourceTypesIsThatOfTheCatalogue() {
        CatalogueFile.assertLists("gcp", GoogleCatalogue.described());
    }

    /** What a set-up grants is what the entries need. */
    @Test
    void everyPermissionIsNeededBySomeEntry() {
        assertThat(GoogleCatalogue.described().stream().flatMap(type -> type.permissions().stream()))
                .containsAll(Arrays.stream(GooglePermission.values())
                        .map(GooglePermission::permission)
                        .toList());
    }

    @Test
    void theProjectHasItsFoldersAndItsOrganisation() throws InterruptedException {
        assertThat(project.look().in(PROJECT))
                .containsExactly(new Resource(
                        "cloudresourcemanager.googleapis.com/Project",
                        "//cloudresourcemanager.googleapis.com/projects/" + NUMBER,
                        "Production",
                        SliceKey.GLOBAL,
                        Map.of(),
                        Map.of(
                                "projectId",
                                CustomerProject.ID,
                                "state",
                                "ACTIVE",
                                "createTime",
                                "2026-01-15T17:30:00Z",
                                "ancestors",
                                List.of("folders/341900112233", "organizations/500600700800"))));
    }

    @Test
    void anAnswerWithoutTheProjectIsNoAncestry() {
        assertThatThrownBy(() -> ProjectItself.row(Project.getDefaultInstance(), json("{}")))
                .isInstanceOf(CallFailed.class);
    }

    @Test
    void enabledServicesAreNamed() throws InterruptedException {
        assertThat(project.look().in(SERVICES))
                .extracting(Resource::name)
                .containsExactly("compute.googleapis.com", "storage.googleapis.com");
        assertThat(project.look().in(SERVICES).getFirst())
                .isEqualTo(new Resource(
                        "serviceusage.googleapis.com/Service",
                        "//serviceusage.googleapis.com/projects/" + NUMBER + "/services/compute.googleapis.com",
                        "compute.googleapis.com",
                        SliceKey.GLOBAL,
                        Map.of(),
                        Map.of("state", "ENABLED")));
    }

    /** Shape: Service Usage API v1, GoogleApiServiceusageV1Service. */
    @Test
    void ofAServiceItsConfigurationIsLeftOut() throws Exception {
        assertThat(EnabledServices.row(json("""
                        {"name": "projects/1/services/a.googleapis.com", "state": "ENABLED",
                         "config": {"name": "a.googleapis.com", "documentation": {"summary": "long"}, "quota": {}}}""")).detail()).isEqualTo(Map.of("state", "ENABLED"));
        assertThatThrownBy(() -> EnabledServices.row(json("{}"))).isInstanceOf(CallFailed.class);
    }

    @Test
    void policiesStandBesideTheirResources() throws InterruptedException {
        assertThat(project.look().in(POLICIES))
                .containsExactly(
                        policy(
                                "//cloudresourcemanager.googleapis.com/projects/" + NUMBER,
                                "cloudresourcemanager.googleapis.com/Project",
                                List.of(
                                        binding("roles/cloudasset.viewer", "serviceAccount:" + CustomerProject.EMAIL),
                                        binding("roles/viewer", "serviceAccount:" + CustomerProject.EMAIL))),
                        policy(
                                "//pubsub.googleapis.com/projects/acme-prod/topics/orders",
                                "pubsub.googleapis.com/Topic",
                                List.of(binding("roles/pubsub.viewer", "user:a@acme.example", "user:b@acme.example"))));
    }

    @Test
    void aPolicyThatMeansTheSameIsTheSame() {
        Binding readers = Binding.newBuilder()
                .setRole("roles/a")
                .addMembers("user:1")
                .addMembers("user:2")
                .build();
        Binding writers = Binding.newBuilder()
                .setRole("roles/b")
                .addMembers("user:3")
                .setCondition(Expr.newBuilder().setTitle("night").setExpression("request.time < x"))
                .build();
        Binding turned = Binding.newBuilder()
                .setRole("roles/a")
                .addMembers("user:2")
                .addMembers("user:1")
                .build();

        Resource one = IamPolicies.row(asset("v1", readers, writers));

        assertThat(IamPolicies.row(asset("v2", writers, turned))).isEqualTo(one);
        assertThat(one.detail().get("bindings"))
                .isEqualTo(List.of(
                        binding("roles/a", "user:1", "user:2"),
                        Map.of("role", "roles/b", "members", List.of("user:3"), "condition", "request.time < x")));
    }

    /** Cloud Asset Inventory lists projects and services too; they have slices of their own. */
    @Test
    void whatHasASliceOfItsOwnIsNotOfTheRest() {
        for (GoogleSource source : GoogleCatalogue.entries()) {
            assertThat(GoogleService.CLOUD_ASSET.holds(source.type()))
                    .as(source.type())
                    .isFalse();
            assertThat(source.service().holds(source.type())).isTrue();
        }
        assertThat(GoogleService.CLOUD_ASSET.holds("run.googleapis.com/Service"))
                .isTrue();
    }

    @Test
    void secondPagesAreFollowed() throws InterruptedException {
        project.cloud()
                .addProject("""
                id: acme-prod
                number: "222222222222"
                bindings: {poller@acme-tools.iam.gserviceaccount.com: [roles/viewer, roles/cloudasset.viewer]}
                """ + many("services", 250, "  - api%d.googleapis.com")
                        + many(
                                "resources",
                                1100,
                                "  - {type: pubsub.googleapis.com/Topic, name: t%d, iam: {roles/viewer: [allUsers]}}"));

        Look look = project.look();

        assertThat(look.in(SERVICES))
                .extracting(Resource::nativeId)
                .hasSizeGreaterThan(250)
                .doesNotHaveDuplicates();
        assertThat(look.in(POLICIES))
                .extracting(Resource::nativeId)
                .hasSize(1101)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
    @CsvSource({
        "serviceusage, services.list, THROTTLE, THROTTLED",
        "serviceusage, services.list, UNAVAILABLE, PROVIDER_ERROR",
        "serviceusage, services.list, ENDLESS_PAGES, PROVIDER_ERROR",
        "serviceusage, services.list, MALFORMED_XML, PROVIDER_ERROR",
        "serviceusage, services.list, DROP, NETWORK",
        "cloudresourcemanager, projects.getAncestry, SERVER_ERROR, PROVIDER_ERROR",
        "cloudresourcemanager, projects.getAncestry, DROP, NETWORK",
        "cloudasset, assets.listIamPolicy, THROTTLE, THROTTLED",
        "cloudasset, assets.listIamPolicy, ENDLESS_PAGES, PROVIDER_ERROR",
        "cloudasset, assets.listIamPolicy, TRUNCATE, NETWORK",
    })
    void troubleBlindsItsSliceAlone(String service, String action, FaultKind kind, ReasonCode code)
            throws InterruptedException {
        project.fault(service, action, kind, null);

        Look look = project.look();

        assertThat(look.blind(slice(action)).code()).isEqualTo(code);
        assertThat(look.slices().values().stream().filter(WHOLE::equals)).hasSize(5);
    }

    @Test
    void aServiceUsageThatIsOffOrDeniedIsToldApart() throws InterruptedException {
        project.cloud().disableApi(CustomerProject.HOME, "serviceusage.googleapis.com");
        assertThat(project.look().blind(SERVICES)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.GCP_API_DISABLED);
            assertThat(reason.subject()).isEqualTo("serviceusage.googleapis.com");
        });

        project.cloud().enableApi(CustomerProject.HOME, "serviceusage.googleapis.com");
        project.cloud().grant(CustomerProject.ID, CustomerProject.EMAIL, "roles/browser");
        project.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/viewer");
        assertThat(project.look().blind(SERVICES)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
            assertThat(reason.providerCode()).isEqualTo("AUTH_PERMISSION_DENIED");
            assertThat(reason.subject()).isEqualTo("serviceusage.services.list");
        });
    }

    @Test
    void whatIsKnownToBeDeniedIsToldAsItWasWithoutACall() throws InterruptedException {
        Reason policies = denied("cloudasset.assets.listIamPolicy");
        Reason resources = denied("cloudasset.assets.listResource");
        project.knownToDeny(
                new KnownDenial(POLICIES, policies),
                new KnownDenial(SERVICES, denied("serviceusage.services.list")),
                new KnownDenial(COMPUTE, resources));

        Look look = project.look();

        assertThat(look.blind(POLICIES)).isEqualTo(policies);
        assertThat(look.blind(COMPUTE)).isEqualTo(resources);
        assertThat(project.calls("assets.listIamPolicy")).isZero();
        assertThat(project.calls("services.list")).isZero();
        assertThat(project.calls("assets.list")).isEqualTo(2);
    }

    private static SliceKey slice(String action) {
        return switch (action) {
            case "services.list" -> SERVICES;
            case "projects.getAncestry" -> PROJECT;
            default -> POLICIES;
        };
    }

    private static Reason denied(String permission) {
        return new Reason(ReasonCode.PERMISSION_MISSING, "PERMISSION_DENIED", null, permission, Instant.EPOCH);
    }

    private static Resource policy(String name, String attachedTo, List<Map<String, Object>> bindings) {
        return new Resource(
                "cloudasset.googleapis.com/IamPolicy",
                name,
                name.substring(name.lastIndexOf('/') + 1),
                SliceKey.GLOBAL,
                Map.of(),
                Map.of("attachedTo", attachedTo, "bindings", bindings));
    }

    private static Map<String, Object> binding(String role, String... members) {
        return Map.of("role", role, "members", List.of(members));
    }

    private static Asset asset(String etag, Binding... bindings) {
        return Asset.newBuilder()
                .setName("//a/b")
                .setAssetType("a/B")
                .setIamPolicy(Policy.newBuilder()
                        .setEtag(ByteString.copyFromUtf8(etag))
                        .addAllBindings(List.of(bindings)))
                .build();
    }

    private static String many(String name, int count, String line) {
        return IntStream.range(0, count)
                .mapToObj(line::formatted)
                .collect(Collectors.joining("\n", name + ":\n", "\n"));
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }
}
