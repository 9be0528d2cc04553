package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.Looking;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a project holds, through the SDK and the wire, against a cloud that checks signatures, tokens, APIs and roles. */
class GoogleProviderTest {
    static final SliceKey COMPUTE = new SliceKey(SliceKey.GLOBAL, "compute");
    static final SliceKey STORAGE = new SliceKey(SliceKey.GLOBAL, "storage");
    static final SliceKey REST = new SliceKey(SliceKey.GLOBAL, "cloud-asset");
    static final SliceKey PROJECT = new SliceKey(SliceKey.GLOBAL, "resource-manager");
    static final SliceKey SERVICES = new SliceKey(SliceKey.GLOBAL, "service-usage");
    static final SliceKey POLICIES = new SliceKey(SliceKey.GLOBAL, "iam-policy");
    private static final Slice WHOLE = new Slice.Seen(List.of());
    private static final String ASSET_API = "cloudasset.googleapis.com";

    private final CustomerProject project = new CustomerProject();

    @AfterEach
    void stop() {
        project.close();
    }

    @Test
    void aHealthyProjectIsSeenWhole() throws InterruptedException {
        // When
        Look look = project.look();

        // Then
        assertThat(look.slices()).containsOnlyKeys(COMPUTE, STORAGE, REST, PROJECT, SERVICES, POLICIES);
        assertThat(look.slices().values()).containsOnly(WHOLE);
        assertThat(Stream.of(COMPUTE, STORAGE, REST).flatMap(slice -> look.in(slice).stream()))
                .extracting(each -> each.type() + " " + each.name() + " " + each.region())
                .containsExactlyInAnyOrder(
                        "compute.googleapis.com/Instance web-1 europe-west3-a",
                        "compute.googleapis.com/Disk web-1 europe-west3-a",
                        "compute.googleapis.com/Network main global",
                        "compute.googleapis.com/Firewall ssh global",
                        "compute.googleapis.com/Subnetwork web europe-west3",
                        "storage.googleapis.com/Bucket acme-logs eu",
                        "pubsub.googleapis.com/Topic orders global",
                        "sqladmin.googleapis.com/Instance orders europe-west3",
                        "cloudfunctions.googleapis.com/Function send europe-west3");
        assertThat(look.in(COMPUTE))
                .filteredOn(each -> each.type().endsWith("/Instance"))
                .singleElement()
                .satisfies(instance -> {
                    assertThat(instance.nativeId())
                            .isEqualTo(
                                    "//compute.googleapis.com/projects/acme-prod/zones/europe-west3-a/instances/web-1");
                    assertThat(instance.tags()).containsEntry("env", "prod");
                    assertThat(instance.detail())
                            .containsEntry("deletionProtection", true)
                            .containsEntry("zone", "projects/acme-prod/zones/europe-west3-a");
                });
    }

    @Test
    void theTokenIsAskedForBeforeAnyCall() throws InterruptedException {
        // When
        project.plan();

        // Then one token serves, and it is there before it is needed
        assertThat(project.actions()).containsExactly("token", "projects.get");
    }

    @Test
    void pagesAreFollowedToTheLast() throws InterruptedException {
        // Given more of two services than fits into a page
        project.cloud().addProject("""
                id: acme-prod
                number: "222222222222"
                bindings: {poller@acme-tools.iam.gserviceaccount.com: [roles/viewer, roles/cloudasset.viewer]}
                generate: {compute.googleapis.com/Disk: 2300, pubsub.googleapis.com/Topic: 1100}
                """);

        // When
        Look look = project.look();

        // Then
        assertThat(look.in(COMPUTE)).hasSize(2300);
        assertThat(look.in(REST)).hasSize(1100);
        assertThat(look.resources())
                .extracting(each -> each.type() + each.nativeId())
                .doesNotHaveDuplicates();
        assertThat(project.actions()).filteredOn("assets.list"::equals).hasSizeGreaterThan(7);
    }

    @Test
    void theListsOfTheServicesAreFollowedToTheLastToo() throws InterruptedException {
        // Given
        project.cloud().addProject("""
                id: acme-prod
                number: "222222222222"
                bindings: {poller@acme-tools.iam.gserviceaccount.com: [roles/viewer]}
                generate: {compute.googleapis.com/Disk: 1200, storage.googleapis.com/Bucket: 1200}
                """);
        project.cloud().disableApi(CustomerProject.HOME, ASSET_API);

        // When
        Look look = project.look();

        // Then
        assertThat(look.in(COMPUTE)).hasSize(1200);
        assertThat(look.in(STORAGE)).hasSize(1200);
        assertThat(look.resources()).extracting(Resource::nativeId).doesNotHaveDuplicates();
    }

    @Test
    void withoutTheAssetApiTheServicesListTheSameResources() throws InterruptedException {
        // Given
        Look before = project.look();
        project.cloud().disableApi(CustomerProject.HOME, ASSET_API);

        // When
        Look look = project.look();

        // Then they are the same to the last member, so that none counts as changed
        assertThat(look.slices()).containsEntry(COMPUTE, WHOLE).containsEntry(STORAGE, WHOLE);
        assertThat(look.in(COMPUTE)).containsExactlyInAnyOrderElementsOf(before.in(COMPUTE));
        assertThat(look.in(STORAGE)).isEqualTo(before.in(STORAGE));

        // And what has no list of its own is not seen, rather than gone
        assertThat(look.blind(REST)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.GCP_API_DISABLED);
            assertThat(reason.providerCode()).isEqualTo("SERVICE_DISABLED");
            assertThat(reason.subject()).isEqualTo(ASSET_API);
        });
        assertThat(look.in(REST)).isEmpty();
    }

    @Test
    void aListThatIsRefusedIsAGapOfItsType() throws InterruptedException {
        // Given
        project.cloud().disableApi(CustomerProject.HOME, ASSET_API);
        project.fault("compute", "disks.aggregatedList", FaultKind.NOT_SUBSCRIBED, null);

        // When
        Look look = project.look();

        // Then
        assertThat(look.gaps(COMPUTE)).extracting(Gap::type).containsExactly("compute.googleapis.com/Disk");
        assertThat(look.in(COMPUTE)).extracting(Resource::type).doesNotContain("compute.googleapis.com/Disk");
    }

    @Test
    void withoutAnyApiNothingIsGone() throws InterruptedException {
        // Given
        project.cloud().disableApi(CustomerProject.HOME, ASSET_API);
        project.cloud().disableApi(CustomerProject.ID, "compute.googleapis.com");

        // When
        Look look = project.look();

        // Then
        assertThat(look.blind(COMPUTE)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.GCP_API_DISABLED);
            assertThat(reason.subject()).isEqualTo("compute.googleapis.com");
        });
        assertThat(look.slices()).containsEntry(STORAGE, WHOLE);
    }

    @Test
    void whatMayBeASecretStaysInThePoller() throws InterruptedException {
        // Given start-up scripts, database flags and environment variables that hold one
        Look whole = project.look();
        project.cloud().disableApi(CustomerProject.HOME, ASSET_API);

        // Then from either source their values are nowhere
        assertThat(whole.resources().toString())
                .contains("startup-script", "log_output", "send")
                .doesNotContain(CustomerProject.CANARY);
        assertThat(project.look().resources().toString())
                .contains("startup-script", "acme-logs")
                .doesNotContain(CustomerProject.CANARY);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "UNAVAILABLE", "SERVER_ERROR", "DROP", "EXPIRED_SESSION", "XML_PAGE"})
    void troubleThatPassesIsOvercome(FaultKind kind) throws InterruptedException {
        project.fault("cloudasset", "assets.list", kind, 1);

        assertThat(project.look().slices().values()).containsOnly(WHOLE);
    }

    @Test
    void anInterruptedCallEndsAtOnce() throws InterruptedException {
        // Given a call that hangs
        project.fault("cloudasset", "assets.list", FaultKind.HANG, null);
        SliceTask slice = project.patient().plan().getFirst();
        Looking looking = Looking.at(slice);
        Awaitility.await().until(() -> project.actions().contains("assets.list"));

        // When
        looking.interrupt();

        // Then
        looking.assertInterruptedAtOnce();
    }
}
