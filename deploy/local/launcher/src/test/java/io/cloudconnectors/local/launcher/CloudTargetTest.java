package io.cloudconnectors.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudTargetTest {

    @Test
    void theSimulatedCloudIsTheDefault() {
        assertThat(CloudTarget.of(Map.of("AWS_PROFILE", "work"), false)).isInstanceOf(CloudTarget.Simulated.class);
    }

    @Test
    void anEndpointInTheEnvironmentWins() {
        var environment = Map.of(
                "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:4566",
                "AWS_PROFILE", "emulator",
                "PLATFORM_AWS_ACCOUNT_ID", "000000000000",
                "HOME", "/root");

        assertThat(CloudTarget.of(environment, false))
                .isEqualTo(new CloudTarget.FromEnvironment(
                        "000000000000",
                        Map.of("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:4566", "AWS_PROFILE", "emulator")));
    }

    @Test
    void theRealCloudNeedsTheAccountThatCustomersTrust() {
        assertThatThrownBy(() -> CloudTarget.of(Map.of(), true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("PLATFORM_AWS_ACCOUNT_ID");
    }

    @Test
    void itPrintsNoVariable() {
        var target = CloudTarget.of(
                Map.of("AWS_SECRET_ACCESS_KEY", "canary", "PLATFORM_AWS_ACCOUNT_ID", "123456789012"), true);

        assertThat(target.toString()).doesNotContain("canary");
    }
}
