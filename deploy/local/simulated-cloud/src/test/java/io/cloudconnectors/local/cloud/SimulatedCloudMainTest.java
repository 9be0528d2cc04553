package io.cloudconnectors.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process takes from its environment. */
class SimulatedCloudMainTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "AZURE_PORT",
            "0",
            "GOOGLE_PORT",
            "0",
            "CLOUD_PORT",
            "0",
            "PLATFORM_AWS_ACCOUNT_ID",
            RunningCloud.PLATFORM,
            "AWS_ACCESS_KEY_ID",
            AccessKey.longTerm().id(),
            "AWS_SECRET_ACCESS_KEY",
            AccessKey.longTerm().secret()));

    @Test
    void theDemoAccountsAreThereUnlessOthersAreNamed() throws IOException {
        try (SimulatedCloud cloud = SimulatedCloudMain.start(environment)) {
            assertThat(cloud.accounts().all())
                    .extracting(AwsAccount::id)
                    .containsExactly(
                            "111122223333", "222233334444", "333344445555", "444455556666", RunningCloud.PLATFORM);
        }
    }

    @Test
    void aFileOfAccountsIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.yaml"), "aws: {accounts: [{id: '123456789012'}]}");
        environment.put("CLOUD_ACCOUNTS", file.toString());

        try (SimulatedCloud cloud = SimulatedCloudMain.start(environment)) {
            assertThat(cloud.accounts().find("123456789012")).isPresent();
        }
    }

    @Test
    void theCertificateOfAzureIsWrittenWhereClientsLookForIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("azure-ca.pem");
        environment.put("AZURE_CA_FILE", file.toString());

        try (SimulatedCloud _ = SimulatedCloudMain.start(environment)) {
            assertThat(file).content().startsWith("-----BEGIN CERTIFICATE-----");
        }
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLATFORM_AWS_ACCOUNT_ID", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
    void whatIsMissingIsNamed(String name) {
        environment.remove(name);

        assertThatThrownBy(() -> SimulatedCloudMain.start(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Set " + name);
    }

    @Test
    void aPortThatIsNoNumberIsNamed() {
        environment.put("CLOUD_PORT", "http");

        assertThatThrownBy(() -> SimulatedCloudMain.start(environment)).hasMessage("CLOUD_PORT is not a number: http");
    }
}
