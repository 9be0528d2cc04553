package io.cloudconnectors.local.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in, roles, tenants, pages and faults, over https. */
class SimulatedAzureTest {
    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String OTHER_TENANT = "22222222-2222-2222-2222-222222222222";
    private static final String APP = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String SUBSCRIPTION = "33333333-3333-3333-3333-333333333333";
    private static final String FOREIGN = "44444444-4444-4444-4444-444444444444";
    private static final String YAML = """
            azure:
              tenants:
                - id: %s
                  apps: [{id: %s}]
                  subscriptions:
                    - id: %s
                      name: Production
                      roles: {%s: [Reader]}
                      roleAssignments: [{principalId: 66666666-6666-6666-6666-666666666666, principalType: User, role: Owner}]
                      managementGroups: [{name: online, displayName: Online}, {name: acme, displayName: Acme}]
                      providers: {Microsoft.Security: NotRegistered}
                      resourceGroups:
                        - name: RG-Web
                          location: westeurope
                          resources:
                            - {type: Microsoft.Compute/virtualMachines, name: web-1, tags: {env: production}}
                            - {type: Microsoft.Compute/virtualMachines, name: web-2, location: northeurope}
                            - {type: Microsoft.Sql/servers/databases, name: sql-1/orders, sku: {name: S0, capacity: 10}}
                            - {type: Microsoft.Storage/storageAccounts, name: logs, kind: StorageV2}
                        - {name: rg-empty, location: westeurope}
                - id: %s
                  subscriptions: [{id: %s, name: Elsewhere}]
            """.formatted(TENANT, APP, SUBSCRIPTION, APP, OTHER_TENANT, FOREIGN);
    private static final String ROLE_ASSIGNMENTS = "providers/Microsoft.Authorization/roleAssignments";
    private static final String RESOURCES = "resources | project id, name, type, location, tags | order by id asc";

    @TempDir
    private Path folder;

    private Instant now;
    private SimulatedAzure azure;
    private AzureClient client;
    private String secret;

    @BeforeEach
    void start() throws Exception {
        now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        azure = SimulatedAzure.start(0, YAML, folder.resolve("ca.pem"), InstantSource.fixed(now));
        client = new AzureClient(azure);
        secret = azure.newSecret(TENANT, APP);
    }

    @AfterEach
    void close() throws Exception {
        azure.close();
    }

    @Test
    void aReaderSeesTheSubscription() throws Exception {
        JsonNode body = client.get(token(), subscription(SUBSCRIPTION)).body();

        assertThat(body.path("tenantId").asText()).isEqualTo(TENANT);
        assertThat(body.path("displayName").asText()).isEqualTo("Production");
    }

    @Test
    void resourceGraphPagesInTheOrderOfIds() throws Exception {
        String token = token();

        JsonNode first = query(token, RESOURCES, "{\"$top\": 2}").body();
        JsonNode second = query(
                        token,
                        RESOURCES,
                        "{\"$top\": 2, \"$skipToken\": \""
                                + first.path("$skipToken").asText() + "\"}")
                .body();

        List<String> names = new ArrayList<>(first.path("data").findValuesAsText("name"));
        names.addAll(second.path("data").findValuesAsText("name"));
        assertThat(names).containsExactly("web-1", "web-2", "orders", "logs");
        assertThat(first.path("data").path(0).path("type").asText()).isEqualTo("microsoft.compute/virtualmachines");
        assertThat(second.has("$skipToken")).isFalse();
    }

    @Test
    void resourceGroupsAreContainers() throws Exception {
        JsonNode body = query(
                        token(),
                        "resourcecontainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups'"
                                + " | project id, name, type, location, tags | order by id asc",
                        "{}")
                .body();

        assertThat(body.path("data").findValuesAsText("name")).containsExactly("RG-Web", "rg-empty");
    }

    @Test
    void anAnswerThatLacksRowsAndATokenSaysSo() throws Exception {
        String token = token();
        assertThat(query(token, RESOURCES, "{}").body().path("resultTruncated").asText())
                .isEqualTo("false");
        assertThat(query(token, RESOURCES, "{\"$top\": 2}")
                        .body()
                        .path("resultTruncated")
                        .asText())
                .isEqualTo("false");

        azure.limitResourceGraph(SUBSCRIPTION, 3);

        JsonNode cut = query(token, RESOURCES, "{\"$top\": 2}").body();
        assertThat(cut.path("resultTruncated").asText()).isEqualTo("true");
        assertThat(cut.has("$skipToken")).isFalse();
        assertThat(cut.path("count").asInt()).isEqualTo(3);
        assertThat(cut.path("totalRecords").asInt()).isEqualTo(4);
        azure.unlimitResourceGraph(SUBSCRIPTION);
        assertThat(query(token, RESOURCES, "{}").body().path("resultTruncated").asText())
                .isEqualTo("false");
    }

    @Test
    void aReaderOfOneGroupIsAnsweredWithThatGroupAndNotAWordOfTheRest() throws Exception {
        azure.revokeRoles(SUBSCRIPTION, APP);
        azure.grant(SUBSCRIPTION, "RG-EMPTY", APP, "Reader");
        String token = token();

        assertThat(client.get(token, subscription(SUBSCRIPTION)).status()).isEqualTo(200);
        assertThat(query(token, RESOURCES, "{}").body().path("totalRecords").asInt())
                .isZero();
        assertThat(client.get(token, of(SUBSCRIPTION, "resources")).body().path("value"))
                .isEmpty();
        assertThat(client.get(token, of(SUBSCRIPTION, "resourcegroups"))
                        .body()
                        .path("value")
                        .findValuesAsText("name"))
                .containsExactly("rg-empty");
        assertError(client.get(token, of(SUBSCRIPTION, "providers")), 403, "AuthorizationFailed");
        assertError(client.get(token, of(SUBSCRIPTION, ROLE_ASSIGNMENTS)), 403, "AuthorizationFailed");
    }

    @Test
    void aReaderOfTheSubscriptionListsItsProviders() throws Exception {
        String token = token();

        assertThat(client.get(token, of(SUBSCRIPTION, "providers"))
                        .body()
                        .path("value")
                        .findValuesAsText("namespace"))
                .containsExactly(
                        "Microsoft.Compute",
                        "Microsoft.Resources",
                        "Microsoft.Security",
                        "Microsoft.Sql",
                        "Microsoft.Storage");
        JsonNode first =
                client.get(token, of(SUBSCRIPTION, "providers") + "&%24top=3").body();
        assertThat(first.path("value").findValuesAsText("registrationState"))
                .containsExactly("Registered", "Registered", "NotRegistered");
        assertThat(client.get(token, first.path("nextLink").asText())
                        .body()
                        .path("value")
                        .findValuesAsText("namespace"))
                .containsExactly("Microsoft.Sql", "Microsoft.Storage");
        assertThat(client.get(token, of(SUBSCRIPTION, "providers") + "&%24expand=metadata")
                        .status())
                .isEqualTo(501);
        azure.revokeRoles(SUBSCRIPTION, APP);
        assertError(client.get(token, of(SUBSCRIPTION, "providers")), 403, "AuthorizationFailed");
    }

    @Test
    void theRoleAssignmentsAreThoseOfTheMoment() throws Exception {
        String token = token();
        azure.grant(SUBSCRIPTION, "RG-Web", APP, "Contributor");

        JsonNode rows =
                client.get(token, of(SUBSCRIPTION, ROLE_ASSIGNMENTS)).body().path("value");

        assertThat(rows.findValuesAsText("principalType"))
                .containsExactlyInAnyOrder("User", "ServicePrincipal", "ServicePrincipal");
        assertThat(rows.findValuesAsText("scope"))
                .containsExactlyInAnyOrder(
                        "/subscriptions/" + SUBSCRIPTION,
                        "/subscriptions/" + SUBSCRIPTION,
                        "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-web");
    }

    @Test
    void theManagementGroupsStandInTheRowOfTheSubscription() throws Exception {
        JsonNode row = query(
                        token(),
                        "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"
                                + " | project id, state = properties.state, path = properties.managementGroupAncestorsChain"
                                + " | order by id asc",
                        "{}")
                .body()
                .path("data")
                .path(0);

        assertThat(row.path("state").asText()).isEqualTo("Enabled");
        assertThat(row.path("path").findValuesAsText("displayName")).containsExactly("Online", "Acme");
    }

    @Test
    void aThrottleMayAskToWaitUntilADate() throws Exception {
        var _ = azure.faults().set(new Fault(null, "arm", null, null, FaultKind.THROTTLE, 1, 3600));

        String date = client.get(token(), subscription(SUBSCRIPTION))
                .response()
                .headers()
                .firstValue("Retry-After")
                .orElseThrow();

        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isEqualTo(now.plusSeconds(3600));
    }

    @Test
    void aQueryWithoutAnOrderIsRefused() throws Exception {
        assertThat(query(token(), "resources | project id", "{}").status()).isEqualTo(501);
    }

    @Test
    void theListsPageByTheirNextLink() throws Exception {
        String token = token();

        JsonNode first = client.get(
                        token, "/subscriptions/" + SUBSCRIPTION + "/resources?api-version=2021-04-01&%24top=2")
                .body();
        JsonNode second = client.get(token, first.path("nextLink").asText()).body();

        assertThat(first.path("value")).hasSize(2);
        assertThat(second.path("value").findValuesAsText("type"))
                .containsExactly("Microsoft.Sql/servers/databases", "Microsoft.Storage/storageAccounts");
        assertThat(second.has("nextLink")).isFalse();
    }

    @Test
    void aChildIsNamedAloneInResourceGraphAndWithItsParentInTheLists() throws Exception {
        String token = token();
        String id = "/subscriptions/" + SUBSCRIPTION
                + "/resourceGroups/RG-Web/providers/Microsoft.Sql/servers/sql-1/databases/orders";

        JsonNode queried = query(
                        token, "resources | where type =~ 'microsoft.sql/servers/databases' | order by id asc", "{}")
                .body()
                .path("data")
                .path(0);
        JsonNode listed = find(
                client.get(token, "/subscriptions/" + SUBSCRIPTION + "/resources?api-version=2021-04-01")
                        .body()
                        .path("value"),
                id);

        assertThat(queried.path("id").asText()).isEqualTo(id);
        assertThat(queried.path("name").asText()).isEqualTo("orders");
        assertThat(listed.path("name").asText()).isEqualTo("sql-1/orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "1001", "99999999999"})
    void aTopThatIsNoPageIsRefused(String top) throws Exception {
        assertError(
                client.get(
                        token(), "/subscriptions/" + SUBSCRIPTION + "/resources?api-version=2021-04-01&%24top=" + top),
                400,
                "InvalidTopInQueryString");
    }

    @Test
    void aDeniedResourceGraphLeavesTheLists() throws Exception {
        azure.denyResourceGraph(SUBSCRIPTION, APP);
        String token = token();

        assertError(query(token, RESOURCES, "{}"), 403, "AccessDenied");
        assertThat(client.get(token, "/subscriptions/" + SUBSCRIPTION + "/resourcegroups?api-version=2021-04-01")
                        .body()
                        .path("value"))
                .hasSize(2);
    }

    @Test
    void eachReasonOfARefusedSignInHasItsCode() throws Exception {
        assertSignIn(client.signIn(TENANT, APP, "wrong"), 401, "AADSTS7000215");
        assertSignIn(client.signIn(TENANT, FOREIGN, secret), 400, "AADSTS700016");
        assertSignIn(client.signIn(FOREIGN, APP, secret), 400, "AADSTS90002");
        azure.expireSecret(TENANT, APP);
        assertSignIn(client.signIn(TENANT, APP, secret), 401, "AADSTS7000222");
        assertThat(client.signIn(TENANT, APP, azure.newSecret(TENANT, APP)).status())
                .isEqualTo(200);
    }

    @Test
    void eachReasonOfARefusedCallHasItsCode() throws Exception {
        String token = token();

        assertError(client.get("forged", subscription(SUBSCRIPTION)), 401, "InvalidAuthenticationToken");
        assertError(client.get(token, subscription(FOREIGN)), 401, "InvalidAuthenticationTokenTenant");
        assertError(client.get(token, subscription(TENANT)), 404, "SubscriptionNotFound");
        assertError(client.get(token, subscription("mine")), 400, "InvalidSubscriptionId");
        azure.revokeRoles(SUBSCRIPTION, APP);
        assertError(client.get(token, subscription(SUBSCRIPTION)), 403, "AuthorizationFailed");
        azure.grantReader(SUBSCRIPTION, APP);
        assertThat(client.get(token, subscription(SUBSCRIPTION)).status()).isEqualTo(200);
    }

    @Test
    void aCustomRoleAllowsItsActionAlone() throws Exception {
        azure.revokeRoles(SUBSCRIPTION, APP);
        azure.grant(SUBSCRIPTION, APP, "Microsoft.Resources/subscriptions/read");
        String token = token();

        assertThat(client.get(token, subscription(SUBSCRIPTION)).status()).isEqualTo(200);
        assertError(
                client.get(token, "/subscriptions/" + SUBSCRIPTION + "/resources?api-version=2021-04-01"),
                403,
                "AuthorizationFailed");
    }

    @Test
    void theQuotaEndsWithTheSixteenthQuery() throws Exception {
        String token = token();
        AzureClient.Answer last = query(token, RESOURCES, "{}");
        assertThat(last.response().headers().firstValue("x-ms-user-quota-remaining"))
                .contains("14");
        for (int i = 0; i < 15; i++) {
            last = query(token, RESOURCES, "{}");
        }

        assertError(last, 429, "RateLimiting");
        assertThat(last.response().headers().firstValue("Retry-After")).contains("5");
        assertThat(last.response().headers().firstValue("x-ms-user-quota-resets-after"))
                .contains("00:00:05");
    }

    @Test
    void theQuotaOfAnApplicationIsThatOfAllItsPrograms() throws Exception {
        azure.useUpResourceGraph(TENANT, APP, 15);

        assertError(query(token(), RESOURCES, "{}"), 429, "RateLimiting");
    }

    @Test
    void aFaultHitsWhatItNamesAndIsLogged() throws Exception {
        var _ = azure.faults().set(new Fault(SUBSCRIPTION, "arm", null, null, FaultKind.THROTTLE, 1, null));
        String token = token();

        assertError(client.get(token, subscription(SUBSCRIPTION)), 429, "SubscriptionRequestsThrottled");
        assertThat(client.get(token, subscription(SUBSCRIPTION)).status()).isEqualTo(200);
        assertThat(azure.calls().matching(call -> true))
                .extracting(Call::action)
                .containsExactly("Token", "GetSubscription", "GetSubscription");
    }

    @Test
    void endlessPagesHaveNoLast() throws Exception {
        var _ = azure.faults().set(new Fault(null, "graph", null, null, FaultKind.ENDLESS_PAGES, null, null));

        assertThat(query(token(), RESOURCES, "{}").body().has("$skipToken")).isTrue();
    }

    @Test
    void noSecretIsInTheLogOfCalls() throws Exception {
        String token = token();

        assertThat(azure.calls().matching(call -> true).toString()).doesNotContain(secret, token);
    }

    @Test
    void yamlWithAnUnknownFieldIsRefused() {
        assertThatThrownBy(() -> SimulatedAzure.start(0, "azure: {tenants: [{id: '" + TENANT + "', secret: x}]}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String token() throws Exception {
        return client.token(TENANT, APP, secret);
    }

    private AzureClient.Answer query(String token, String query, String options) throws Exception {
        return client.query(
                token,
                "{\"subscriptions\": [\"" + SUBSCRIPTION + "\"], \"query\": \"" + query + "\", \"options\": " + options
                        + "}");
    }

    private static JsonNode find(JsonNode rows, String id) {
        for (JsonNode row : rows) {
            if (row.path("id").asText().equals(id)) {
                return row;
            }
        }
        throw new AssertionError(id + " is not in " + rows);
    }

    private static String of(String id, String list) {
        return "/subscriptions/" + id + "/" + list + "?api-version=2021-04-01";
    }

    private static String subscription(String id) {
        return "/subscriptions/" + id + "?api-version=2022-12-01";
    }

    private static void assertError(AzureClient.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("error").path("code").asText()).isEqualTo(code);
    }

    private static void assertSignIn(AzureClient.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("error_description").asText()).startsWith(code + ":");
    }
}
