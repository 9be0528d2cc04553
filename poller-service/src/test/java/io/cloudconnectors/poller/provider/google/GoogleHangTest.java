package io.cloudconnectors.poller.provider.google;

import com.google.cloud.resourcemanager.v3.GetProjectRequest;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.Hanging;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoogleHangTest {
    private Hanging cloud;
    private GoogleClients clients;

    @BeforeEach
    void listen() throws IOException {
        cloud = new Hanging();
        clients = new GoogleClients(
                TestConfig.with(Map.of(
                                "poller.google.endpoint", cloud.endpoint().toString()))
                        .google(),
                TestConfig.egress());
    }

    @AfterEach
    void stop() throws IOException {
        clients.close();
        cloud.close();
    }

    @Test
    void whoeverIsInterruptedHangsUp() throws InterruptedException {
        cloud.assertInterruptionEndsCallAndConnection(() -> clients.calls()
                .answer(
                        GoogleEgressTest.unhurried(),
                        () -> clients.projects()
                                .getProjectCallable()
                                .futureCall(
                                        GetProjectRequest.newBuilder()
                                                .setName("projects/p")
                                                .build(),
                                        GoogleClients.bearing("token"))));
    }

    @Test
    void soItIsWithTheServicesOwnLists() throws InterruptedException {
        cloud.assertInterruptionEndsCallAndConnection(() -> clients.calls()
                .answer(
                        GoogleEgressTest.unhurried(),
                        () -> clients.threads()
                                .submit(() -> clients.lists().page(ListedType.BUCKET, "p", null, "token"))));
    }
}
