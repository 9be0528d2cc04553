package io.cloudconnectors.api.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.provider.SetupSubject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GcpSetupTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("io.cloudconnectors.api.setup.Subjects#names")
    void googlesCommandLineMakesEverything(String name) throws Exception {
        GcpSetup setup = Subjects.gcp(name);
        String script = setup.in(SetupFormat.GCLOUD);

        CommandLine.Outcome outcome = new CommandLine(directory).runToItsEnd(script);

        assertThat(outcome.calls())
                .filteredOn(call -> call.subList(1, 3).equals(List.of("services", "enable")))
                .containsExactly(
                        List.of(
                                "gcloud",
                                "services",
                                "enable",
                                "--project=acme-prod",
                                "cloudresourcemanager.googleapis.com",
                                "cloudasset.googleapis.com",
                                "serviceusage.googleapis.com",
                                "compute.googleapis.com",
                                "storage.googleapis.com"),
                        List.of(
                                "gcloud",
                                "services",
                                "enable",
                                "--project=acme-tools",
                                "cloudresourcemanager.googleapis.com",
                                "cloudasset.googleapis.com",
                                "serviceusage.googleapis.com"));
        assertThat(outcome.call("gcloud", "iam", "service-accounts", "create"))
                .contains("poller", "--project=acme-tools");
        assertThat(outcome.calls())
                .filteredOn(call -> call.contains("add-iam-policy-binding"))
                .allSatisfy(call ->
                        assertThat(call).contains("acme-prod", "--member=serviceAccount:" + Subjects.SERVICE_ACCOUNT))
                .extracting(call -> call.get(5).replace("--role=", ""))
                .isEqualTo(List.of(new ObjectMapper().readValue(Golden.read("gcp-roles"), String[].class)));
        assertThat(outcome.call("gcloud", "iam", "service-accounts", "keys", "create"))
                .last()
                .isEqualTo("--iam-account=" + Subjects.SERVICE_ACCOUNT);
        assertThat(outcome.output()).contains("delete the file");
    }

    @ParameterizedTest
    @CsvSource({
        "reader@acme.example.com.iam.gserviceaccount.com, example.com:acme, 1",
        "123-compute@developer.gserviceaccount.com,       acme-prod,        0",
    })
    void anAccountIsMadeWhereItsAddressSays(String email, String home, int created) throws Exception {
        GcpSetup setup = GcpSetup.of(new SetupSubject.Gcp(Subjects.ID, "a", "acme-prod", email));

        CommandLine.Outcome outcome = new CommandLine(directory).run(setup.in(SetupFormat.GCLOUD), Map.of());

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.calls())
                .filteredOn(call -> call.subList(1, 4).equals(List.of("iam", "service-accounts", "create")))
                .hasSize(created)
                .allSatisfy(call -> assertThat(call).contains("--project=" + home));
    }

    @Test
    void whatIsNotKnownYetIsAskedForWhenTheScriptRuns() throws Exception {
        String script = GcpSetup.of(new SetupSubject.Gcp(Subjects.ID, "draft", null, null))
                .in(SetupFormat.GCLOUD);
        CommandLine shell = new CommandLine(directory);

        CommandLine.Outcome without = shell.run(script, Map.of());
        CommandLine.Outcome with = shell.run(script, Map.of("PROJECT_ID", "acme-prod"));

        assertThat(without.output()).contains("Set PROJECT_ID to");
        assertThat(without.calls()).isEmpty();
        assertThat(with.status()).as(with.output()).isZero();
        assertThat(with.call("gcloud", "iam", "service-accounts", "keys", "create"))
                .last()
                .isEqualTo("--iam-account=cloud-connector@acme-prod.iam.gserviceaccount.com");
    }
}
