package io.cloudconnectors.local.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.cloud.SimulatedCloudMain;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Azure of the demo: one subscription works, the others wait for their repair. */
class DemoTest {
    private static final String TENANT = "8d3f1c52-6a1e-4b0e-9c57-2f0c7b1e4a10";
    private static final String APP = "3b9e7a44-51cf-4d1d-8a55-6f1b0d7c2e21";
    private static final String PRODUCTION = "5f2c9d18-0b7a-4c36-a1d4-93e8b6f07c32";
    private static final String SANDBOX = "7a41e0c6-2d95-4f8b-b3a7-1c6d5e9f8b43";
    private static final String RETAIL_APP = "c4d0a8e2-7f36-4b59-9a1c-5e8f2b6d3a07";
    private static final String RETAIL = "b86d2f94-1e5c-4a70-8d3b-6f9a0c7e2415";
    private static final String LOGISTICS_APP = "e19b5f70-3c84-4d2a-b6e8-0a7c9d4f1b52";
    private static final String LOGISTICS = "0d7e4b3a-9c61-4f28-a5d0-3b8e6c1f9720";

    private SimulatedAzure azure;
    private AzureClient client;

    @BeforeEach
    void start() throws Exception {
        azure = SimulatedAzure.start(0, SimulatedCloudMain.demoAccounts());
        client = new AzureClient(azure);
    }

    @AfterEach
    void close() {
        azure.close();
    }

    @Test
    void productionWorks() throws Exception {
        assertThat(status(APP, azure.newSecret(TENANT, APP), PRODUCTION)).isEqualTo(200);
        assertThat(azure.ids(PRODUCTION)).hasSize(32 + 1 + 4 + 17);
    }

    @Test
    void theSandboxWaitsForARole() throws Exception {
        String secret = azure.newSecret(TENANT, APP);
        assertThat(status(APP, secret, SANDBOX)).isEqualTo(403);

        azure.grantReader(SANDBOX, APP);

        assertThat(status(APP, secret, SANDBOX)).isEqualTo(200);
    }

    @Test
    void retailAndLogisticsWaitForASecret() throws Exception {
        assertThat(code(RETAIL_APP, "copied-from-elsewhere")).isEqualTo(7000215);
        assertThat(code(LOGISTICS_APP, azure.newSecret(TENANT, LOGISTICS_APP, Instant.EPOCH)))
                .isEqualTo(7000222);

        assertThat(status(RETAIL_APP, azure.newSecret(TENANT, RETAIL_APP), RETAIL))
                .isEqualTo(200);
        assertThat(status(LOGISTICS_APP, azure.newSecret(TENANT, LOGISTICS_APP), LOGISTICS))
                .isEqualTo(200);
    }

    private int code(String app, String secret) throws Exception {
        return client.signIn(TENANT, app, secret)
                .body()
                .path("error_codes")
                .path(0)
                .asInt();
    }

    private int status(String app, String secret, String subscription) throws Exception {
        String token = client.token(TENANT, app, secret);
        return client.get(token, "/subscriptions/" + subscription + "?api-version=2022-12-01")
                .status();
    }
}
