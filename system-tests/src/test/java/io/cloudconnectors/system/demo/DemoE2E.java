package io.cloudconnectors.system.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.launcher.AwsCustomer;
import io.cloudconnectors.local.launcher.AzureCustomer;
import io.cloudconnectors.local.launcher.Demo;
import io.cloudconnectors.local.launcher.GoogleCustomer;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens.Role;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's connectors: of each provider one that works, and broken ones, each repaired as its reason says. */
@ExtendWith(SharedStack.class)
class DemoE2E {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Stack stack;
    private Client client;

    @BeforeEach
    void setUp(Stack shared) {
        stack = shared;
        stack.seedDemo();
        client = Client.of(stack, Role.EDITOR, Demo.TENANT);
    }

    @ParameterizedTest
    @CsvSource({"acme-production, 20", "acme-azure-production, 30", "acme-shop, 20"})
    void ofEachProviderOneConnectorIsOnlineWithItsAssets(String name, int assets) {
        var connector = settled(name);

        assertThat(connector.path("state").asText()).as("%s", connector).isEqualTo("ONLINE");
        assertThat(connector.path("health").asText()).as("%s", connector).isEqualTo("OK");
        assertThat(connector.path("reason").isNull()).isTrue();
        assertThat(client.present(id(connector))).hasSizeGreaterThan(assets);
    }

    @ParameterizedTest
    @CsvSource({
        "acme-staging, PERMISSION_MISSING",
        "acme-partner, AWS_EXTERNAL_ID_NOT_ENFORCED",
        "acme-analytics, GCP_API_DISABLED"
    })
    void whatIsNotWholeIsOnlineAndDegraded(String name, String reason) {
        var connector = settled(name);

        assertThat(connector.path("state").asText()).as("%s", connector).isEqualTo("ONLINE");
        assertThat(connector.path("health").asText()).isEqualTo("DEGRADED");
        assertReason(connector, reason);
        assertThat(client.present(id(connector))).isNotEmpty();
    }

    @Test
    void aRoleThatTrustsNobodyIsRepairedInIam() throws Exception {
        var sandbox = offline("acme-sandbox", "AWS_ASSUME_ROLE_DENIED");
        var aws = sandbox.path("aws");

        new AwsCustomer(stack.url("cloud"), aws.path("accountId").asText())
                .trust(
                        aws.path("platformAccountId").asText(),
                        aws.path("externalId").asText());

        var _ = client.run(id(sandbox));
        assertSameConnectorOnline(sandbox);
    }

    @Test
    void aMissingRoleIsAssignedInAzure() throws Exception {
        var sandbox = offline("acme-azure-sandbox", "AZURE_ROLE_MISSING");

        azure(sandbox).makeReader(sandbox.path("azure").path("subscriptionId").asText());

        var _ = client.run(id(sandbox));
        assertSameConnectorOnline(sandbox);
    }

    /** Nobody starts a run: the new secret is tried at once, and a whole run follows. */
    @ParameterizedTest
    @CsvSource({"acme-azure-retail, AZURE_SECRET_INVALID", "acme-azure-logistics, AZURE_SECRET_EXPIRED"})
    void aClientSecretIsReplacedInPlace(String name, String reason) throws Exception {
        var connector = offline(name, reason);

        var secret = azure(connector).newSecret();
        replaceCredential(connector, Map.of("azure", Map.of("authenticationKey", secret.value())));

        assertSameConnectorOnline(connector);
    }

    @Test
    void aDeletedKeyIsReplacedInPlace() throws Exception {
        var staging = offline("acme-shop-staging", "GCP_KEY_INVALID");

        var key = google(staging).newKey();
        replaceCredential(staging, Map.of("gcp", Map.of("serviceAccountKey", JSON.readTree(key.value()))));

        assertSameConnectorOnline(staging);
    }

    @Test
    void aProjectThatWasToBeDeletedIsTakenBack() throws Exception {
        var crm = offline("acme-legacy-crm", "PROJECT_NOT_FOUND");

        google(crm).undelete();

        var _ = client.run(id(crm));
        assertSameConnectorOnline(crm);
    }

    @Test
    void aServiceAccountWithoutRolesIsGrantedThem() throws Exception {
        var sandbox = offline("acme-sandbox-dev", "GCP_PERMISSION_DENIED");

        google(sandbox).grantReadRoles();

        var _ = client.run(id(sandbox));
        assertSameConnectorOnline(sandbox);
    }

    private AzureCustomer azure(JsonNode connector) {
        return new AzureCustomer(
                stack.url("cloud"),
                Demo.DIRECTORY,
                connector.path("azure").path("applicationId").asText());
    }

    private GoogleCustomer google(JsonNode connector) {
        var project = connector.path("gcp").path("projectId").asText();
        return new GoogleCustomer(stack.url("cloud"), project, project);
    }

    private void replaceCredential(JsonNode connector, Object body) {
        var _ = client.send("PUT", Paths.connector(id(connector)) + "/credential", body)
                .expect(200);
    }

    private JsonNode offline(String name, String reason) {
        var connector = settled(name);
        assertThat(connector.path("state").asText()).as("%s", connector).isEqualTo("OFFLINE");
        assertReason(connector, reason);
        return connector;
    }

    private static void assertReason(JsonNode connector, String code) {
        var reason = connector.path("reason");
        assertThat(reason.path("code").asText()).as("%s", connector).isEqualTo(code);
        assertThat(reason.path("nextAction").asText()).isNotBlank();
    }

    /** Online after a whole run, with the history of before. */
    private void assertSameConnectorOnline(JsonNode before) {
        var after = client.awaitConnector(
                id(before),
                connector -> connector.path("state").asText().equals("ONLINE")
                        && connector.path("currentRun").isNull()
                        && connector.path("lastRun").path("assets").path("seen").asInt() > 0);
        assertThat(after.path("health").asText()).as("%s", after).isEqualTo("OK");
        assertThat(after.path("createdAt")).isEqualTo(before.path("createdAt"));
        var runs = client.get(Paths.runs(id(before))).expect(200).json().path("items");
        assertThat(StreamSupport.stream(runs.spliterator(), false)
                        .map(run -> run.path("state").asText()))
                .contains("FAILED", "SUCCEEDED");
        assertThat(client.present(id(before))).isNotEmpty();
    }

    /** The demo's connector of that name, once its first run is over. */
    private JsonNode settled(String name) {
        var found =
                client.get(Paths.CONNECTORS + "?q=" + name).expect(200).json().path("items");
        var id = StreamSupport.stream(found.spliterator(), false)
                .filter(connector -> connector.path("name").asText().equals(name))
                .map(DemoE2E::id)
                .findFirst()
                .orElseThrow();
        var open = List.of("PENDING", "PROCESSING");
        return client.awaitConnector(
                id, connector -> !open.contains(connector.path("state").asText()));
    }

    private static String id(JsonNode connector) {
        return connector.path("id").asText();
    }
}
