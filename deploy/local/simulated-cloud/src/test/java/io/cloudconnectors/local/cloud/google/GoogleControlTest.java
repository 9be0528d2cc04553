package io.cloudconnectors.local.cloud.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.cloud.SimulatedCloudMain;
import io.cloudconnectors.local.cloud.google.project.Project;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the demo is made from, and how each of its broken projects is repaired. */
class GoogleControlTest {
    private static final String SHOP = "cloud-connectors@acme-shop-prod.iam.gserviceaccount.com";

    private SimulatedGoogle google;
    private GoogleClient client;

    @BeforeEach
    void start() throws IOException {
        google = SimulatedGoogle.start(0, SimulatedCloudMain.demoAccounts());
        client = new GoogleClient(google.endpoint());
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void theShopHasARealisticInventoryAndWorks() throws Exception {
        String token = client.token(key("acme-shop-prod"));

        assertThat(client.assets("acme-shop-prod", token, "").json().get("assets"))
                .hasSizeBetween(20, 40);
    }

    @Test
    void aDeletedKeyIsReplacedByANewOne() throws Exception {
        String email = email("acme-shop-staging");
        String old = key("acme-shop-staging");
        String id = GoogleClient.JSON.readTree(old).get("private_key_id").asText();

        control("DELETE", "projects/acme-shop-staging/accounts/" + email + "/keys/" + id, 204);
        assertThat(client.mint(old, claims -> {}).status()).isEqualTo(400);

        assertThat(client.mint(key("acme-shop-staging"), claims -> {}).status()).isEqualTo(200);
    }

    @Test
    void aKeyOfAnEarlierProcessIsMadeKnownAgain() throws Exception {
        String kept = key("acme-shop-prod");
        stop();
        start();
        assertThat(client.mint(kept, claims -> {}).status()).isEqualTo(400);

        control("PUT", "projects/acme-shop-prod/accounts/" + SHOP + "/keys", kept, 204);

        assertThat(client.mint(kept, claims -> {}).status()).isEqualTo(200);
        assertThatThrownBy(() -> control("PUT", "projects/acme-shop-prod/accounts/" + SHOP + "/keys", "{}", 204))
                .hasMessage("Not the key file of a service account");
    }

    @Test
    void anApiIsEnabled() throws Exception {
        String token = client.token(key("acme-analytics"));
        assertThat(client.assets("acme-analytics", token, "").body()).contains("SERVICE_DISABLED");

        control("PUT", "projects/acme-analytics/apis/cloudasset.googleapis.com", 204);

        assertThat(client.assets("acme-analytics", token, "").status()).isEqualTo(200);
    }

    @Test
    void aDeletionIsTakenBack() throws Exception {
        String token = client.token(key("acme-shop-prod"));
        assertThat(state("acme-legacy-crm", token)).isEqualTo("DELETE_REQUESTED");

        control("POST", "projects/acme-legacy-crm/undelete", 204);

        assertThat(state("acme-legacy-crm", token)).isEqualTo("ACTIVE");
    }

    @Test
    void rolesAreGranted() throws Exception {
        String token = client.token(key("acme-sandbox-dev"));
        assertThat(client.get("/v3/projects/acme-sandbox-dev", token).status()).isEqualTo(403);

        String binding = "projects/acme-sandbox-dev/bindings/" + email("acme-sandbox-dev") + "/roles/";
        control("PUT", binding + "viewer", 204);
        control("PUT", binding + "cloudasset.viewer", 204);

        assertThat(state("acme-sandbox-dev", token)).isEqualTo("ACTIVE");
        assertThat(client.assets("acme-sandbox-dev", token, "").status()).isEqualTo(200);
    }

    @Test
    void theListOfProjectsShowsNoKey() throws Exception {
        key("acme-shop-prod");

        assertThat(control("GET", "projects", 200))
                .contains(SHOP, "acme-legacy-crm", "DELETE_REQUESTED")
                .doesNotContain("PRIVATE KEY", "publicKey");
        assertThat(google.projects()).extracting(Project::id).hasSize(5);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> control("POST", "projects/nope/undelete", 204))
                .hasMessageContaining("No project nope");
        control("GET", "projects/acme-shop-prod/secrets", 404);
    }

    private String state(String project, String token) throws Exception {
        return client.get("/v3/projects/" + project, token).json().get("state").asText();
    }

    private String key(String project) {
        return control("POST", "projects/" + project + "/accounts/" + email(project) + "/keys", 201);
    }

    private static String email(String project) {
        return "cloud-connectors@" + project + ".iam.gserviceaccount.com";
    }

    private String control(String method, String path, int status) {
        return control(method, path, "", status);
    }

    private String control(String method, String path, String body, int status) {
        Reply reply = new GoogleControl(google)
                .apply(new HttpCall(
                        method, "/_control/google/" + path, "", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return reply.body();
    }
}
