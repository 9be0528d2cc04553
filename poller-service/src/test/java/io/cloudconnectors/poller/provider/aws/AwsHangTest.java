package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.Hanging;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

class AwsHangTest {
    @AfterEach
    void forget() {
        System.clearProperty("aws.endpointUrl");
    }

    @Test
    void whoeverIsInterruptedHangsUp() throws Exception {
        try (Hanging cloud = new Hanging()) {
            System.setProperty("aws.endpointUrl", cloud.endpoint().toString());
            try (AwsClients clients = new AwsClients(TestConfig.with(Map.of()).aws(), TestConfig.egress())) {
                cloud.assertInterruptionEndsCallAndConnection(() -> clients.client(AwsApi.STS, Region.EU_CENTRAL_1)
                        .getCallerIdentity(r -> r.overrideConfiguration(
                                AwsSession.signing(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))));
            }
        }
    }
}
