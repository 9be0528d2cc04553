package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.run.RunControl;
import io.cloudconnectors.api.run.RunControl.Cancellation;
import io.cloudconnectors.api.run.RunControl.Start;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunQueueIT {
    private static EngineDatabases databases;
    private static RunControl runs;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        runs = DispatchFixture.runs(databases, DispatchFixture.relay(databases, Kafka.clients()));
    }

    @Test
    void aManualRunIsSentAtOnce() throws Exception {
        UUID connector = databases.connector("acme");

        UUID run = queued(start("acme", connector));

        var record =
                Kafka.await(Topics.RUNS_INTERACTIVE, r -> connector.toString().equals(r.key()));
        RunRequest request = EngineDatabases.JSON.readValue(record.value(), RunRequest.class);
        assertThat(request.runId()).isEqualTo(run);
        assertThat(request.trigger()).isEqualTo(RunTrigger.MANUAL);
        assertThat(databases.run(run, "run_seq")).isNull();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> databases.one(Long.class, "SELECT count(*) FROM outbox WHERE run_id = ?", run) == 0);
    }

    @Test
    void aManualRunLeavesTheConnectorsPlaceOnItsGridAsItIs() {
        UUID connector = databases.connector("acme");
        String before = databases.schedule(connector, "(next_run_at || ' ' || slot || ' ' || run_seq || ' ' || mode)");

        queued(start("acme", connector));

        assertThat(databases.schedule(connector, "(next_run_at || ' ' || slot || ' ' || run_seq || ' ' || mode)"))
                .isEqualTo(before);
    }

    @Test
    void aSecondRunIsRefusedWhileOneIsGoing() {
        UUID connector = databases.connector("acme");
        UUID run = queued(start("acme", connector));

        assertThat(start("acme", connector)).isEqualTo(new Start.AlreadyGoing(run));
    }

    @Test
    void ofManyWhoStartAtOnceOneSucceeds() throws Exception {
        UUID connector = databases.connector("acme");
        Callable<Start> start = () -> start("acme", connector);

        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = threads.invokeAll(Collections.nCopies(16, start)).stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(answers).filteredOn(Start.Queued.class::isInstance).hasSize(1);
            assertThat(answers).filteredOn(Start.AlreadyGoing.class::isInstance).hasSize(15);
        }
    }

    @Test
    void aConnectorWithoutARoleCannotRun() {
        UUID connector = databases.connector("acme");
        databases.run("UPDATE connector SET role_arn = NULL, account_id = NULL WHERE id = ?", connector);

        assertThat(start("acme", connector)).isEqualTo(new Start.SetupIncomplete());
    }

    @Test
    void anotherTenantsConnectorIsUnknown() {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);

        assertThat(start("other", connector)).isEqualTo(new Start.NotFound());
        assertThat(runs.cancel("other", connector, run)).isEqualTo(Cancellation.NOT_FOUND);
        assertThat(databases.run(run, "state")).isEqualTo("QUEUED");
    }

    @Test
    void aDeletedConnectorIsUnknown() {
        UUID connector = databases.connector("acme");
        databases.run("UPDATE connector SET deleted_at = now() WHERE id = ?", connector);

        assertThat(start("acme", connector)).isEqualTo(new Start.NotFound());
    }

    @Test
    void aQueuedRunIsCancelledAtOnceAndTheNextMayStart() {
        UUID connector = databases.connector("acme");
        UUID run = queued(start("acme", connector));

        assertThat(runs.cancel("acme", connector, run)).isEqualTo(Cancellation.ACCEPTED);

        assertThat(databases.run(run, "state")).isEqualTo("CANCELLED");
        assertThat(databases.run(run, "finished_at")).isNotNull();
        assertThat(databases.connector(connector, "last_run_id")).isEqualTo(run.toString());
        assertThat(databases.connector(connector, "state")).isEqualTo("PENDING");
        assertThat(runs.cancel("acme", connector, run)).isEqualTo(Cancellation.ALREADY_ENDED);
        assertThat(start("acme", connector)).isInstanceOf(Start.Queued.class);
    }

    @Test
    void aChangeThatWaitedForACancelledRunIsTriedAtOnce() {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        databases.run("UPDATE connector SET state = 'OFFLINE' WHERE id = ?", connector);
        databases.run("UPDATE schedule SET changed = true WHERE connector_id = ?", connector);

        assertThat(runs.cancel("acme", connector, run)).isEqualTo(Cancellation.ACCEPTED);

        assertThat(databases.schedule(connector, "(mode || ' ' || changed || ' ' || (next_run_at <= now()))"))
                .isEqualTo("PROBE false true");
    }

    @Test
    void aRunningRunIsAskedToStop() {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        databases.run(
                "UPDATE run SET state = 'RUNNING', epoch = 1, deadline_at = now() + interval '1 hour' WHERE id = ?",
                run);

        assertThat(runs.cancel("acme", connector, run)).isEqualTo(Cancellation.ACCEPTED);

        assertThat(databases.run(run, "state")).isEqualTo("RUNNING");
        assertThat(databases.run(run, "cancel_requested_at")).isNotNull();
        assertThat(databases.schedule(connector, "active_run_id")).isEqualTo(run.toString());
    }

    @Test
    void aRunOfAnotherConnectorIsNotCancelled() {
        UUID run = databases.queuedRun(databases.connector("acme"));

        assertThat(runs.cancel("acme", databases.connector("acme"), run)).isEqualTo(Cancellation.NOT_FOUND);
    }

    private static Start start(String tenant, UUID connector) {
        return runs.start(tenant, connector, null);
    }

    private static UUID queued(Start start) {
        assertThat(start).isInstanceOf(Start.Queued.class);
        return ((Start.Queued) start).runId();
    }
}
