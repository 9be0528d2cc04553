package io.cloudconnectors.poller.provider.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.Hanging;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AzureHangTest {
    private Hanging cloud;
    private AzureTransports transports;
    private HttpRequest request;

    @BeforeEach
    void listen() throws IOException {
        cloud = new Hanging();
        transports = new AzureTransports(
                TestConfig.with(Map.of(
                                "poller.azure.resource-manager-endpoint",
                                cloud.endpoint().toString()))
                        .azure(),
                TestConfig.egress());
        request = new HttpRequest(HttpMethod.GET, cloud.endpoint() + "/subscriptions");
    }

    @AfterEach
    void stop() throws IOException {
        transports.close();
        cloud.close();
    }

    @Test
    void whoeverIsInterruptedHangsUp() throws InterruptedException {
        cloud.assertInterruptionEndsCallAndConnection(
                () -> transports.of(AzureCloud.PUBLIC).sendSync(request, Context.NONE));
    }

    @Test
    void soItIsWithoutAThreadThatWaitsForTheAnswerItself() throws InterruptedException {
        cloud.assertInterruptionEndsCallAndConnection(
                () -> transports.of(AzureCloud.PUBLIC).send(request).block());
    }

    @Test
    void anExchangeOnAThreadOfTheSdkIsAborted() throws InterruptedException {
        AzureTransport transport = transports.of(AzureCloud.PUBLIC);
        cloud.assertInterruptionEndsCallAndConnection(() -> {
            var elsewhere = ForkJoinPool.commonPool()
                    .submit(() -> transport.send(request).block());
            try {
                elsewhere.get();
            } finally {
                transport.abort();
            }
        });
    }
}
