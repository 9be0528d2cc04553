package io.cloudconnectors.local.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the customer does, and what becomes of it. */
class AzureControlTest {
    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String APP = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String SUBSCRIPTION = "33333333-3333-3333-3333-333333333333";
    private static final String APP_PATH = "apps/" + TENANT + "/" + APP;

    private static final String GROUPS = "[{name: rg-1, location: westeurope}, {name: rg-2, location: westeurope}]";

    private SimulatedAzure azure;
    private AzureControl control;
    private AzureClient client;

    @BeforeEach
    void start() throws Exception {
        azure = SimulatedAzure.start(0, """
                azure:
                  tenants:
                    - id: %s
                      apps: [{id: %s}]
                      subscriptions: [{id: %s, name: Production}]
                """.formatted(TENANT, APP, SUBSCRIPTION));
        control = new AzureControl(azure);
        client = new AzureClient(azure);
    }

    @AfterEach
    void close() {
        azure.close();
    }

    @Test
    void aNewSecretSignsInUntilAllExpire() throws Exception {
        String secret = newSecret("");
        assertThat(client.signIn(TENANT, APP, secret).status()).isEqualTo(200);

        assertThat(call("POST", APP_PATH + "/expiry", "").status()).isEqualTo(204);

        assertThat(client.signIn(TENANT, APP, secret).status()).isEqualTo(401);
        assertThat(client.signIn(TENANT, APP, newSecret("")).status()).isEqualTo(200);
    }

    @Test
    void aSecretOfAnEarlierProcessIsMadeKnownAgain() throws Exception {
        String kept = newSecret("");
        call("DELETE", APP_PATH + "/secrets", "");
        assertThat(client.signIn(TENANT, APP, kept).status()).isEqualTo(401);

        assertThat(call("PUT", APP_PATH + "/secrets", "{\"secret\": \"%s\"}".formatted(kept))
                        .status())
                .isEqualTo(204);

        assertThat(client.signIn(TENANT, APP, kept).status()).isEqualTo(200);
        assertThatThrownBy(() -> call("PUT", APP_PATH + "/secrets", "{}")).hasMessage("secret is missing");
    }

    @Test
    void aSecretMayBeExpiredFromTheBeginning() throws Exception {
        String secret = newSecret("{\"expiresAt\": \"2020-01-31T12:00:00Z\"}");

        assertThat(client.signIn(TENANT, APP, secret)
                        .body()
                        .path("error_description")
                        .asText())
                .startsWith("AADSTS7000222:");
    }

    @Test
    void deletedSecretsAndAppsAreUnknown() throws Exception {
        String secret = newSecret("");

        call("DELETE", APP_PATH + "/secrets", "");
        assertThat(client.signIn(TENANT, APP, secret)
                        .body()
                        .path("error_codes")
                        .path(0)
                        .asInt())
                .isEqualTo(7000215);
        call("DELETE", APP_PATH, "");
        assertThat(client.signIn(TENANT, APP, secret)
                        .body()
                        .path("error_codes")
                        .path(0)
                        .asInt())
                .isEqualTo(700016);
    }

    @Test
    void aRoleIsAssignedAndTaken() throws Exception {
        String path = "roles/" + SUBSCRIPTION + "/" + APP;
        assertThat(subscription()).isEqualTo(403);
        call("POST", path, "");
        assertThat(subscription()).isEqualTo(200);
        call("DELETE", path, "");
        assertThat(subscription()).isEqualTo(403);
        call("POST", path, "{\"role\": \"Microsoft.Resources/subscriptions/read\"}");
        assertThat(subscription()).isEqualTo(200);
        assertThatThrownBy(() -> call("POST", path, "{\"role\": \"Everything\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoleMayBeOnOneGroupAlone() throws Exception {
        call("PUT", "subscriptions/" + SUBSCRIPTION + "/resourceGroups", GROUPS);
        call("POST", "roles/" + SUBSCRIPTION + "/" + APP, "{\"role\": \"Reader\", \"resourceGroup\": \"rg-1\"}");

        String token = client.token(TENANT, APP, newSecret(""));
        assertThat(client.get(token, "/subscriptions/" + SUBSCRIPTION + "/resourcegroups?api-version=2021-04-01")
                        .body()
                        .path("value")
                        .findValuesAsText("name"))
                .containsExactly("rg-1");
        assertThatThrownBy(() -> call("POST", "roles/" + SUBSCRIPTION + "/" + APP, "{\"resourceGroup\": \"rg-3\"}"))
                .hasMessageStartingWith("No resource group rg-3");
        call("DELETE", "roles/" + SUBSCRIPTION + "/" + APP, "");
        assertThat(subscription()).isEqualTo(403);
    }

    @Test
    void anAnswerOfResourceGraphIsLimitedUntilItIsNot() throws Exception {
        String limit = "subscriptions/" + SUBSCRIPTION + "/graph-limit";
        call("PUT", "subscriptions/" + SUBSCRIPTION + "/resourceGroups", GROUPS);
        call("POST", "roles/" + SUBSCRIPTION + "/" + APP, "");

        assertThat(call("PUT", limit, "{\"rows\": 1}").status()).isEqualTo(204);
        assertThat(groupsQueried()).isEqualTo(1);
        assertThat(call("DELETE", limit, "").status()).isEqualTo(204);
        assertThat(groupsQueried()).isEqualTo(2);
        assertThatThrownBy(() -> call("PUT", limit, "{}")).hasMessageStartingWith("rows is a number");
    }

    @Test
    void whatIsInASubscriptionIsReplacedAndTold() throws Exception {
        call("PUT", "subscriptions/" + SUBSCRIPTION + "/resourceGroups", "[{name: rg, location: westeurope}]");

        assertThat(call("GET", "subscriptions/" + SUBSCRIPTION + "/ids", "").body())
                .contains("\"/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg\"")
                .doesNotContain("Microsoft.Compute");
    }

    @Test
    void faultsAreSetAndLiftedAndCallsAreTold() throws Exception {
        assertThat(call("POST", "faults", "{\"kind\": \"throttle\", \"service\": \"entra\", \"count\": 1}")
                        .status())
                .isEqualTo(201);
        assertThat(client.signIn(TENANT, APP, "any").status()).isEqualTo(429);
        assertThat(call("GET", "calls", "").body()).contains("\"action\":\"Token\"", "\"status\":429");
        assertThat(call("DELETE", "faults", "").status()).isEqualTo(204);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(call("GET", "apps", "").status()).isEqualTo(404);
        assertThat(call("PATCH", "roles/" + SUBSCRIPTION + "/" + APP, "").status())
                .isEqualTo(404);
        assertThatThrownBy(() -> call("POST", APP_PATH + "/secrets", "{\"expiresAt\": \"soon\"}"))
                .hasMessageStartingWith("Not a moment");
    }

    private int groupsQueried() throws Exception {
        String query = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups'"
                + " | order by id asc";
        return client.query(
                        client.token(TENANT, APP, newSecret("")),
                        "{\"subscriptions\": [\"" + SUBSCRIPTION + "\"], \"query\": \"" + query + "\"}")
                .body()
                .path("count")
                .asInt();
    }

    private int subscription() throws Exception {
        String token = client.token(TENANT, APP, newSecret(""));
        return client.get(token, "/subscriptions/" + SUBSCRIPTION + "?api-version=2022-12-01")
                .status();
    }

    private String newSecret(String body) throws Exception {
        JsonNode answer = new JsonMapper()
                .readTree(call("POST", APP_PATH + "/secrets", body).body());
        return answer.path("secret").asText();
    }

    private Reply call(String method, String path, String body) {
        return control.apply(
                new HttpCall(method, "/_control/azure/" + path, "", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
