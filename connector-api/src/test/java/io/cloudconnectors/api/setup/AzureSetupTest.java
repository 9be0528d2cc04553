package io.cloudconnectors.api.setup;

import static io.cloudconnectors.api.setup.Subjects.APPLICATION;
import static io.cloudconnectors.api.setup.Subjects.DIRECTORY;
import static io.cloudconnectors.api.setup.Subjects.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.AzureCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AzureSetupTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void theCustomRoleHasTheFormThatAzureReadsAndReadsAlone() throws Exception {
        JsonNode role = JSON.readTree(PrettyJson.of(Subjects.azure("a").customRole()));

        assertThat(role.fieldNames())
                .toIterable()
                .containsExactly(
                        "Name",
                        "IsCustom",
                        "Description",
                        "Actions",
                        "NotActions",
                        "DataActions",
                        "NotDataActions",
                        "AssignableScopes");
        assertThat(role.path("IsCustom").isBoolean()).isTrue();
        assertThat(role.path("Actions")).isEqualTo(JSON.readTree(Golden.read("azure-actions")));
        assertThat(role.path("Actions"))
                .allSatisfy(action -> assertThat(action.asText()).endsWith("/read"));
        assertThat(role.path("DataActions")).isEmpty();
        assertThat(role.path("AssignableScopes")).isEqualTo(JSON.readTree("[\"/subscriptions/" + SUBSCRIPTION + "\"]"));
    }

    @Test
    void theTwoActionsThatHandOutKeysAreThereWhenTheyAreAskedForAlone() {
        assertThat(Subjects.azure("a").customRole().actions()).noneMatch(action -> action.startsWith("Microsoft.Web"));
        assertThat(Subjects.azure("a").notNeeded()).hasSize(2);
        assertThat(Subjects.azure("a", true).customRole().actions())
                .contains("Microsoft.Web/sites/host/listkeys/action", "Microsoft.Web/sites/config/list/Action");
        assertThat(Subjects.azure("a", true).notNeeded())
                .singleElement()
                .satisfies(each -> assertThat(each.name()).contains("user_impersonation"));
    }

    @ParameterizedTest
    @MethodSource("io.cloudconnectors.api.setup.Subjects#names")
    void theAzureCommandLineMakesEverything(String name) throws Exception {
        AzureSetup setup = Subjects.azure(name);
        String script = setup.in(SetupFormat.AZURE_CLI);

        CommandLine.Outcome outcome = new CommandLine(directory).runToItsEnd(script);

        assertThat(outcome.argument("--name", "az", "cloud", "set")).isEqualTo("AzureChinaCloud");
        assertThat(JSON.readTree(outcome.argument("--role-definition", "az", "role", "definition", "create")))
                .isEqualTo(JSON.readTree(PrettyJson.of(setup.customRole())));
        assertThat(outcome.calls())
                .filteredOn(call -> call.subList(0, 3).equals(List.of("az", "role", "assignment")))
                .extracting(call -> call.get(call.indexOf("--role") + 1) + " on " + call.getLast())
                .containsExactly(
                        "Reader on /subscriptions/" + SUBSCRIPTION,
                        setup.customRole().name() + " on /subscriptions/" + SUBSCRIPTION);
        assertThat(outcome.argument("--api-permissions", "az", "ad", "app", "permission", "add"))
                .isEqualTo("df021288-bdef-4463-88db-98f22de89214=Role");
        assertThat(outcome.argument("--end-date", "az", "ad", "app", "credential", "reset"))
                .isEqualTo("2027-11-27T00:00:00Z");
        assertThat(outcome.call("az", "ad", "app", "credential", "reset")).contains("--append", APPLICATION);
        JsonNode member =
                JSON.readTree(outcome.output().substring(outcome.output().indexOf('{')));
        assertThat(member).isEqualTo(JSON.readTree("""
                {"directoryId": "%s", "applicationId": "%s", "subscriptionId": "%s",
                 "authenticationKey": "s3cret", "authenticationKeyExpiresAt": "2027-11-27T00:00:00Z"}
                """.formatted(DIRECTORY, APPLICATION, SUBSCRIPTION)));
    }

    @Test
    void whatIsNotKnownYetIsAskedForWhenTheScriptRuns() throws Exception {
        String script = AzureSetup.of(
                        new SetupSubject.Azure(Subjects.ID, "draft", null, null, null, AzureCloud.PUBLIC),
                        false,
                        Subjects.NOW)
                .in(SetupFormat.AZURE_CLI);
        CommandLine shell = new CommandLine(directory);

        CommandLine.assertReadable(script);
        CommandLine.Outcome without = shell.run(script, Map.of());
        CommandLine.Outcome with =
                shell.run(script, Map.of("DIRECTORY_ID", DIRECTORY, "SUBSCRIPTION_ID", SUBSCRIPTION));

        assertThat(without.status()).isNotZero();
        assertThat(without.output()).contains("Set DIRECTORY_ID to");
        assertThat(without.calls()).isEmpty();
        assertThat(with.status()).as(with.output()).isZero();
        assertThat(JSON.readTree(with.argument("--role-definition", "az", "role", "definition", "create"))
                        .path("AssignableScopes"))
                .isEqualTo(JSON.readTree("[\"/subscriptions/" + SUBSCRIPTION + "\"]"));
        assertThat(with.call("az", "ad", "app", "credential", "reset")).contains("new-application");
    }

    @Test
    void theScriptStopsInAnotherDirectory() throws Exception {
        String script = Subjects.azure("a")
                .in(SetupFormat.AZURE_CLI)
                .replace(DIRECTORY, "00000000-0000-0000-0000-000000000000");

        CommandLine.Outcome outcome = new CommandLine(directory).run(script, Map.of());

        assertThat(outcome.status()).isOne();
        assertThat(outcome.calls()).allSatisfy(call -> assertThat(call.get(1)).isIn("cloud", "account"));
    }
}
