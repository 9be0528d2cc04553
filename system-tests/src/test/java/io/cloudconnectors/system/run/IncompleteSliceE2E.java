package io.cloudconnectors.system.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.SharedStack;
import io.cloudconnectors.system.stack.TestPoller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test is the poller here: it leases a run as one, and reports less than it says. */
@ExtendWith(SharedStack.class)
class IncompleteSliceE2E {

    private static final SliceKey EC2 = new SliceKey("eu-central-1", "ec2");

    private Stack stack;

    @BeforeEach
    void setUp(Stack shared) {
        stack = shared;
    }

    @AfterEach
    void thawThePollers() {
        SharedStack.POLLERS.forEach(poller -> stack.process(poller).thaw());
    }

    @Test
    void aSliceOfWhichAChunkIsMissingRemovesNothing() throws Exception {
        // Given a connector with assets
        var client = Client.ofNewTenant(stack);
        var cloud = new Cloud(stack);
        var account = cloud.newAccount("{\"regions\": {\"eu-central-1\": {\"volumes\": [{\"name\": \"data\"}]}}}");
        var connector = cloud.connect(client, account);
        var before = client.present(connector);
        assertThat(before).isNotEmpty();

        // And a poller that leased its next run
        SharedStack.POLLERS.forEach(poller -> stack.process(poller).freeze());
        var run = client.run(connector);
        try (var poller = new TestPoller(stack)) {
            var grant = poller.lease(run, 1);
            var origin =
                    new Origin(UUID.fromString(run), 1, grant.epoch(), UUID.fromString(connector), client.tenant());

            // When it says that it sent two chunks of a slice, and only one arrives, which is empty
            poller.report(new SliceChunk(origin, EC2, 0, List.of()));
            poller.report(new SliceSeen(origin, EC2, 2, 1, List.of(), Instant.EPOCH));
            poller.report(new RunFinished(origin, RunOutcome.SUCCEEDED, null, null, 1, Instant.EPOCH));
        }

        // Then the slice is blind, the run is no success, and every asset stays
        var ended = client.awaitEnd(connector, run);
        assertThat(ended.path("state").asText()).isEqualTo("PARTIAL");
        assertThat(ended.path("slices")).singleElement().satisfies(slice -> {
            assertThat(slice.path("status").asText()).isEqualTo("BLIND");
            assertThat(slice.path("reason").path("code").asText()).isEqualTo("PLATFORM_ERROR");
        });
        assertThat(ended.path("assets").path("gone").asInt()).isZero();
        assertThat(client.present(connector)).isEqualTo(before);
    }
}
