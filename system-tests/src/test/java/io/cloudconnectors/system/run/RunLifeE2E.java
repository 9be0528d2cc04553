package io.cloudconnectors.system.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run takes effect once or not at all, whatever happens to the poller that does it. */
@ExtendWith(SharedStack.class)
class RunLifeE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Stack stack;
    private Cloud cloud;
    private Client client;

    @BeforeEach
    void setUp(Stack shared) {
        stack = shared;
        cloud = new Cloud(stack);
        client = Client.ofNewTenant(stack);
    }

    @Test
    void aPollerKilledInMidRunIsReplacedAndTheRunTakesEffectOnce() throws Exception {
        // Given a connector whose account has changed since its last run, by one volume more and one less
        var account = cloud.newAccount(volumes("old", "kept"));
        var connector = cloud.connect(client, account);
        var before = client.present(connector);
        cloud.replaceResources(account, volumes("kept", "new"));

        // When the poller that looks at it is killed while the cloud takes its time
        cloud.fault(account, "hang", "DescribeVolumes");
        var run = client.run(connector);
        await().atMost(PATIENCE).until(() -> cloud.callsOf(run).contains("DescribeVolumes"));
        var killed = pollerOf(run);
        killed.kill();
        cloud.lift(account);

        // Then another attempt finishes the run
        var ended = client.awaitEnd(connector, run);
        assertThat(ended.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);

        // And its findings count once
        assertThat(ended.path("assets").path("created").asInt()).isEqualTo(1);
        assertThat(ended.path("assets").path("gone").asInt()).isEqualTo(1);
        assertThat(client.present(connector)).hasSameSizeAs(before).doesNotHaveDuplicates();
        assertThat(client.get(Paths.connector(connector)).json().path("state").asText())
                .isEqualTo("ONLINE");

        killed.restart();
    }

    @Test
    void aCancelledRunStopsItsCallsAndChangesNothing() throws Exception {
        // Given a run that waits for the cloud's answer to one call, with others still to come
        var account = cloud.newAccount(volumes("a"));
        var connector = cloud.connect(client, account);
        var before = client.present(connector);
        cloud.fault(account, "hang", "DescribeInstances");
        var run = client.run(connector);
        await().atMost(PATIENCE).until(() -> cloud.callsOf(run).contains("DescribeInstances"));

        // When it is cancelled
        client.post(Paths.run(connector, run) + "/cancel", "").expect(202);
        var ended = client.awaitEnd(connector, run);

        // Then it calls the cloud no more, while the cloud answers again and a whole other run comes and goes
        assertThat(ended.path("state").asText()).isEqualTo("CANCELLED");
        var calls = cloud.callsOf(run);
        cloud.lift(account);
        var nextRun = client.run(connector);
        var next = client.awaitEnd(connector, nextRun);
        assertThat(cloud.callsOf(run)).isEqualTo(calls).doesNotContain("DescribeVolumes");
        assertThat(cloud.callsOf(nextRun)).contains("DescribeVolumes");

        // And nothing of the account was taken for gone or new
        assertThat(next.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(next.path("assets").path("created").asInt()).isZero();
        assertThat(next.path("assets").path("gone").asInt()).isZero();
        assertThat(client.present(connector)).isEqualTo(before);
    }

    private StackProcess pollerOf(String run) {
        return SharedStack.POLLERS.stream()
                .map(stack::process)
                .filter(poller -> log(poller).contains(run))
                .findFirst()
                .orElseThrow();
    }

    private static String log(StackProcess process) {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String volumes(String... names) {
        var volumes = List.of(names).stream()
                .map("{\"name\": \"%s\", \"sizeGib\": 8}"::formatted)
                .toList();
        return "{\"regions\": {\"eu-central-1\": {\"volumes\": %s}}}".formatted(volumes);
    }
}
