package io.cloudconnectors.local.cloud.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.google.auth.KeyFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Google would refuse is refused, in its words; what the roles allow is answered, for that project alone. */
class SimulatedGoogleTest {
    private static final String EMAIL = "poller@acme-shop.iam.gserviceaccount.com";
    private static final String YAML = """
            google:
              projects:
                - id: acme-shop
                  number: "123456789012"
                  name: Shop
                  serviceAccounts: [{name: poller}]
                  bindings:
                    poller@acme-shop.iam.gserviceaccount.com: [roles/viewer, roles/cloudasset.viewer]
                  resources:
                    - {type: compute.googleapis.com/Instance, name: web-1, location: europe-west3-a, labels: {env: production}, data: {status: TERMINATED}}
                    - {type: compute.googleapis.com/Instance, name: web-2, location: europe-west3-b}
                    - {type: compute.googleapis.com/Network, name: main}
                    - {type: storage.googleapis.com/Bucket, name: acme-logs, location: eu}
                - id: acme-bank
                  resources:
                    - {type: compute.googleapis.com/Network, name: vault}
            """;

    /** Making a key is slow; a signature with it is checked all the same. */
    private static final KeyFiles.Created KEY = KeyFiles.create("acme-shop", EMAIL, "1");

    private final String keyFile = KEY.text();
    private SimulatedGoogle google;
    private GoogleClient client;

    @BeforeEach
    void start() throws IOException {
        google = SimulatedGoogle.start(0, YAML);
        client = new GoogleClient(google.endpoint());
        google.uploadKey("acme-shop", EMAIL, KEY.key());
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void aKeyFileOpensItsProject() throws Exception {
        JsonNode project =
                client.get("/v3/projects/acme-shop", client.token(keyFile)).json();

        assertThat(project.get("name").asText()).isEqualTo("projects/123456789012");
        assertThat(project.get("state").asText()).isEqualTo("ACTIVE");
        assertThat(client.get("/v3/projects/acme-shop?$alt=json%3Benum-encoding%3Dint", client.token(keyFile))
                        .json()
                        .get("state")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void assetsCarryTheirResourcesPageByPage() throws Exception {
        String token = client.token(keyFile);
        JsonNode first = client.assets("acme-shop", token, "&pageSize=3").json();

        assertThat(first.get("assets")).hasSize(3);
        JsonNode web = first.get("assets").get(0);
        assertThat(web.get("name").asText())
                .isEqualTo("//compute.googleapis.com/projects/acme-shop/zones/europe-west3-a/instances/web-1");
        assertThat(web.at("/resource/location").asText()).isEqualTo("europe-west3-a");
        assertThat(web.at("/resource/data/labels/env").asText()).isEqualTo("production");
        assertThat(web.at("/resource/data/status").asText()).isEqualTo("TERMINATED");
        JsonNode last = client.get(
                        "/v1/projects/acme-shop/assets?contentType=RESOURCE&pageSize=3&readTime="
                                + first.get("readTime").asText() + "&pageToken="
                                + first.get("nextPageToken").asText(),
                        token)
                .json();
        assertThat(last.get("assets")).hasSize(1);
        assertThat(last.has("nextPageToken")).isFalse();
    }

    @Test
    void assetTypesNarrowTheList() throws Exception {
        JsonNode answer = client.assets(
                        "acme-shop",
                        client.token(keyFile),
                        "&assetTypes=storage.googleapis.com/Bucket&assetTypes=compute.googleapis.com/Network")
                .json();

        assertThat(answer.findValuesAsText("assetType"))
                .containsExactly("compute.googleapis.com/Network", "storage.googleapis.com/Bucket");
    }

    @Test
    void policiesNeedAPermissionOfTheirOwnAndStandBesideTheirResources() throws Exception {
        google.addProject("""
                id: acme-bank
                number: "223456789012"
                bindings: {poller@acme-shop.iam.gserviceaccount.com: [roles/cloudasset.viewer]}
                resources:
                  - {type: pubsub.googleapis.com/Topic, name: orders, iam: {roles/pubsub.viewer: [allUsers]}}
                  - {type: pubsub.googleapis.com/Topic, name: without}
                """);
        String token = client.token(keyFile);

        JsonNode first = client.policies("acme-bank", token, "&pageSize=1").json();
        assertThat(first.at("/assets/0/name").asText())
                .isEqualTo("//cloudresourcemanager.googleapis.com/projects/223456789012");
        assertThat(first.at("/assets/0/iamPolicy/bindings/0/members/0").asText())
                .isEqualTo("serviceAccount:" + EMAIL);
        JsonNode last = client.get(
                        "/v1/projects/acme-bank/assets?contentType=IAM_POLICY&pageSize=1&readTime="
                                + first.get("readTime").asText() + "&pageToken="
                                + first.get("nextPageToken").asText(),
                        token)
                .json();
        assertThat(last.at("/assets/0/iamPolicy/bindings/0/role").asText()).isEqualTo("roles/pubsub.viewer");
        assertThat(last.has("nextPageToken")).isFalse();

        google.revoke("acme-bank", EMAIL, "roles/cloudasset.viewer");
        assertThat(client.policies("acme-bank", token, "").status()).isEqualTo(403);
    }

    @Test
    void enabledServicesAreListedByPages() throws Exception {
        google.addProject("""
                id: acme-bank
                apis: [compute.googleapis.com]
                services: [pubsub.googleapis.com, bigquery.googleapis.com]
                bindings: {poller@acme-shop.iam.gserviceaccount.com: [roles/viewer]}
                """);
        String token = client.token(keyFile);
        String list = "/v1/projects/acme-bank/services?filter=state:ENABLED&pageSize=2";

        JsonNode first = client.get(list, token).json();
        assertThat(first.get("services").findValuesAsText("title")).containsExactly("bigquery API", "compute API");
        assertThat(client.get(list + "&pageToken=" + first.get("nextPageToken").asText(), token)
                        .json()
                        .get("services"))
                .hasSize(1);
        assertThat(client.get("/v1/projects/acme-bank/services", token).status())
                .isEqualTo(501);

        google.revoke("acme-bank", EMAIL, "roles/viewer");
        refused(client.get(list, token), 403, "AUTH_PERMISSION_DENIED");
        google.disableApi("acme-shop", "serviceusage.googleapis.com");
        refused(client.get(list, token), 403, "SERVICE_DISABLED");
    }

    @Test
    void theAncestryGoesFromTheProjectUpwards() throws Exception {
        google.addProject("""
                id: acme-bank
                ancestors: [folders/11, organizations/22]
                bindings: {poller@acme-shop.iam.gserviceaccount.com: [roles/browser]}
                """);

        JsonNode ancestry = client.post("/v1/projects/acme-bank:getAncestry", client.token(keyFile))
                .json();

        assertThat(ancestry.findValuesAsText("type")).containsExactly("project", "folder", "organization");
        assertThat(ancestry.findValuesAsText("id")).containsExactly("acme-bank", "11", "22");
    }

    @Test
    void computeAndStorageListWithoutTheInventory() throws Exception {
        google.disableApi("acme-shop", "cloudasset.googleapis.com");
        String token = client.token(keyFile);

        refused(client.assets("acme-shop", token, ""), 403, "SERVICE_DISABLED");
        JsonNode instances = client.get("/compute/v1/projects/acme-shop/aggregated/instances", token)
                .json();
        assertThat(instances.at("/items/zones~1europe-west3-a/instances/0/name").asText())
                .isEqualTo("web-1");
        assertThat(client.get("/storage/v1/b?project=acme-shop", token)
                        .json()
                        .at("/items/0/name")
                        .asText())
                .isEqualTo("acme-logs");

        google.enableApi("acme-shop", "cloudasset.googleapis.com");
        assertThat(client.assets("acme-shop", token, "").status()).isEqualTo(200);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                claims(
                        "an assertion of an hour ago",
                        "invalid_grant",
                        c -> c.put("iat", 1).put("exp", 3601)),
                claims(
                        "a long-lived assertion",
                        "invalid_grant",
                        c -> c.put("exp", c.get("iat").asLong() + 7200)),
                claims("another audience", "invalid_grant", c -> c.put("aud", "https://evil.example/token")),
                claims(
                        "an unknown account",
                        "invalid_grant",
                        c -> c.put("iss", "nobody@acme-shop.iam.gserviceaccount.com")),
                claims("somebody's behalf", "unauthorized_client", c -> c.put("sub", "boss@acme.example")),
                claims("no scope", "invalid_scope", c -> c.remove("scope")));
    }

    private static Arguments claims(String name, String error, Consumer<ObjectNode> change) {
        return Arguments.of(name, error, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void anAssertionThatGoogleWouldRefuseMintsNothing(String name, String error, Consumer<ObjectNode> change)
            throws Exception {
        GoogleClient.Answer answer = client.mint(keyFile, change);

        assertThat(answer.status()).isBetween(400, 401);
        assertThat(answer.json().get("error").asText()).isEqualTo(error);
    }

    @Test
    void aDeletedKeyADisabledAndADeletedAccountMintNothing() throws Exception {
        String other = google.newKey("acme-shop", EMAIL);
        google.deleteKey(
                "acme-shop",
                EMAIL,
                GoogleClient.JSON.readTree(keyFile).get("private_key_id").asText());
        assertThat(client.mint(keyFile, claims -> {}).body()).contains("invalid_grant", "Invalid JWT Signature.");

        String live = client.token(other);
        google.disableAccount("acme-shop", EMAIL);
        assertThat(client.mint(other, claims -> {}))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(401))
                .satisfies(answer -> assertThat(answer.body()).contains("disabled_client"));
        refused(client.get("/v3/projects/acme-shop", live), 401, "ACCOUNT_STATE_INVALID");

        google.deleteAccount("acme-shop", EMAIL);
        assertThat(client.mint(other, claims -> {}).body()).contains("invalid_grant", "account not found");
    }

    @Test
    void anotherProjectIsNotSeenUntilARoleIsGranted() throws Exception {
        String token = client.token(keyFile);
        refused(client.get("/v3/projects/acme-bank", token), 403, "IAM_PERMISSION_DENIED");
        refused(client.get("/v3/projects/no-such-project", token), 403, "IAM_PERMISSION_DENIED");
        assertThat(client.assets("acme-bank", token, "").body())
                .contains("Request denied by Cloud IAM.", "google.rpc.Help");
        assertThat(client.assets("no-such-project", token, "").body())
                .isEqualTo(client.assets("acme-bank", token, "").body());

        google.grant("acme-bank", EMAIL, "roles/cloudasset.viewer");
        assertThat(client.assets("acme-bank", token, "").json().findValuesAsText("assetType"))
                .containsExactly("compute.googleapis.com/Network");

        google.revoke("acme-bank", EMAIL, "roles/cloudasset.viewer");
        assertThat(client.assets("acme-bank", token, "").status()).isEqualTo(403);
    }

    @Test
    void aProjectToBeDeletedSaysSoToOthersAndServesItsOwnNoMore() throws Exception {
        google.grant("acme-bank", EMAIL, "roles/viewer");
        String token = client.token(keyFile);
        google.requestDeletion("acme-bank");
        assertThat(client.get("/v3/projects/acme-bank", token)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("DELETE_REQUESTED");

        google.requestDeletion("acme-shop");
        refused(client.get("/v3/projects/acme-shop", token), 403, "CONSUMER_INVALID");

        google.undelete("acme-shop");
        assertThat(client.get("/v3/projects/acme-shop", token).status()).isEqualTo(200);
    }

    @Test
    void computeAndStorageRefuseInTheOlderForm() throws Exception {
        google.revoke("acme-shop", EMAIL, "roles/viewer");
        String token = client.token(keyFile);

        assertThat(client.get("/compute/v1/projects/acme-shop/global/networks", token)
                        .json()
                        .get("error"))
                .isEqualTo(GoogleClient.JSON.readTree("""
                        {"code": 403, "message": "Required 'compute.networks.list' permission for 'projects/acme-shop'",
                         "errors": [{"message": "Required 'compute.networks.list' permission for 'projects/acme-shop'",
                                     "domain": "global", "reason": "forbidden"}]}
                        """));
        assertThat(client.get("/storage/v1/b?project=acme-shop", token)
                        .json()
                        .at("/error/errors/0/reason")
                        .asText())
                .isEqualTo("forbidden");
    }

    @Test
    void withoutATokenOrWithAnInventedOneNothingIsSaid() throws Exception {
        refused(client.get("/v3/projects/acme-shop", "ya29.invented"), 401, "ACCESS_TOKEN_TYPE_UNSUPPORTED");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws Exception {
        String token = client.token(keyFile);

        assertThat(client.assets("acme-shop", token, "&relationshipTypes=X").status())
                .isEqualTo(501);
        assertThat(client.get("/v1/projects/acme-shop/assets?contentType=RESOURCE", token)
                        .status())
                .isEqualTo(501);
        assertThat(client.assets("acme-shop", token, "&pageToken=aW52ZW50ZWQ").status())
                .isEqualTo(400);
        assertThat(client.get("/v2/anything", token).status()).isEqualTo(501);
    }

    @Test
    void faultsHitTheCallsThatTheyName() throws Exception {
        String token = client.token(keyFile);
        List<Integer> statuses = new ArrayList<>();
        for (FaultKind kind : List.of(FaultKind.THROTTLE, FaultKind.UNAVAILABLE, FaultKind.SERVER_ERROR)) {
            google.faults().set(fault("assets.list", kind));
            statuses.add(client.assets("acme-shop", token, "").status());
        }
        google.faults().set(fault("assets.list", FaultKind.HTML_PAGE));

        assertThat(statuses).containsExactly(429, 503, 500);
        assertThat(client.assets("acme-shop", token, "").body()).startsWith("<html>");
        google.faults().set(fault("assets.list", FaultKind.ENDLESS_PAGES));
        assertThat(client.assets("acme-shop", token, "").json().has("nextPageToken"))
                .isTrue();
        google.faults().set(fault("assets.list", FaultKind.TRUNCATE));
        assertThatThrownBy(() -> client.assets("acme-shop", token, "")).isInstanceOf(IOException.class);
        assertThat(client.assets("acme-shop", token, "").status()).isEqualTo(200);
    }

    @Test
    void theLogHoldsWhoAskedForWhatAndNoSecret() throws Exception {
        String token = client.token(keyFile);
        client.assets("acme-shop", token, "");

        List<Call> calls = google.calls().matching(call -> true);
        assertThat(calls).extracting(Call::action).containsExactly("token", "assets.list");
        assertThat(calls).extracting(Call::account).containsOnly("acme-shop");
        assertThat(calls.toString() + google.projects()).doesNotContain(token, "PRIVATE KEY");
    }

    private static Fault fault(String action, FaultKind kind) {
        return new Fault("acme-shop", null, action, null, kind, 1, null);
    }

    private static void refused(GoogleClient.Answer answer, int status, String reason) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/error/details/0/reason").asText()).isEqualTo(reason);
    }
}
