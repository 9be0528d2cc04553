package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several settle the same connector at the same time: all are under way before the first may go on. */
class SettleRaceIT {
    private static EngineDatabases databases;
    private static RunEndRepository ends;
    private static StalenessRepository staleness;
    private UUID connector;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        ends = OutcomeFixture.ends(databases.engine());
        staleness = new StalenessRepository(
                databases.engine(), EngineDatabases.JSON, OutcomeFixture.config(Map.of()), new SimpleMeterRegistry());
    }

    @BeforeEach
    void online() {
        connector = databases.connector("acme");
        databases.run(
                "UPDATE connector SET state = 'ONLINE', ever_online = true, reason = NULL WHERE id = ?", connector);
    }

    @Test
    void ofTwoFailuresAtOnceNeitherIsForgotten() throws Exception {
        databases.run("UPDATE connector SET transient_failures = 1 WHERE id = ?", connector);
        OpenRun one = running();
        OpenRun other = running();

        assertThat(atOnce(() -> ends.finish(one, unreachable()), () -> ends.lapse(other, unreachable())))
                .containsExactly(true, true);

        assertThat(databases.connector(connector, "state || ' ' || transient_failures || ' ' || transitions"))
                .isEqualTo("OFFLINE 3 1");
        assertThat(events()).containsExactly("ONLINE OFFLINE");
    }

    @Test
    void manyInstancesCallAConnectorStaleOnce() throws Exception {
        lastFresh("9 days");
        Callable<Boolean> instance = () -> staleness.wentStale(connector);

        assertThat(atOnce(instance, instance, instance)).containsExactlyInAnyOrder(true, false, false);

        assertThat(databases.connector(connector, "state || ' ' || transitions"))
                .isEqualTo("OFFLINE 1");
        assertThat(events()).containsExactly("ONLINE OFFLINE");
    }

    @Test
    void aRunThatFailsForGoodAsItsConnectorGoesStaleMakesOneTransition() throws Exception {
        lastFresh("9 days");
        OpenRun run = running();
        databases.run("UPDATE schedule SET active_run_id = NULL WHERE connector_id = ?", connector);
        databases.run("UPDATE connector SET transient_failures = 2 WHERE id = ?", connector);

        assertThat(atOnce(() -> staleness.wentStale(connector), () -> ends.finish(run, unreachable())))
                .containsExactly(true, true);

        assertThat(databases.connector(connector, "state || ' ' || transient_failures || ' ' || (reason ->> 'code')"))
                .isEqualTo("OFFLINE 3 STALE");
        assertThat(events()).containsExactly("ONLINE OFFLINE");
    }

    @Test
    void aSuccessThatComesInTheLastMomentKeepsItsConnectorFresh() throws Exception {
        lastFresh("9 days");
        OpenRun run = running();

        assertThat(atOnce(() -> staleness.wentStale(connector), () -> ends.finish(run, new RunEnd.Succeeded())))
                .containsExactly(false, true);
        assertThat(staleness.wentStale(connector)).isFalse();

        assertThat(databases.connector(connector, "state || ' ' || health")).isEqualTo("ONLINE OK");
        assertThat(events()).isEmpty();
    }

    @Test
    void aRunThatEndsAfterItsConnectorIsDeletedMovesNothing() {
        OpenRun run = running();
        databases.run(
                "UPDATE connector SET state = 'PENDING', ever_online = false, deleted_at = now() WHERE id = ?",
                connector);

        assertThat(ends.finish(run, denied())).isTrue();

        assertThat(databases.connector(connector, "state || ' ' || transitions || ' ' || (last_run_id IS NOT NULL)"))
                .isEqualTo("PENDING 0 true");
        assertThat(databases.schedule(connector, "(active_run_id IS NULL)::text"))
                .isEqualTo("true");
        assertThat(events()).isEmpty();
    }

    /** Starts these one by one, each once the one before waits for the connector's row, then lets go of it. */
    @SafeVarargs
    private List<Boolean> atOnce(Callable<Boolean>... settling) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = databases.engine().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM connector WHERE id = '" + connector + "' FOR NO KEY UPDATE");
            List<Future<Boolean>> answers = new ArrayList<>();
            for (Callable<Boolean> one : settling) {
                answers.add(threads.submit(one));
                await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == answers.size());
            }
            holder.rollback();
            List<Boolean> all = new ArrayList<>();
            for (Future<Boolean> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    private static long waiting() {
        return databases.one(Long.class, """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """);
    }

    private static RunEnd denied() {
        return new RunEnd.Failed(new Reason(ReasonCode.AWS_ASSUME_ROLE_DENIED, null, null, null, Instant.EPOCH));
    }

    private OpenRun running() {
        UUID run = databases.queuedRun(connector);
        databases.run("""
                UPDATE run SET state = 'RUNNING', epoch = 1, started_at = now(), deadline_at = now() + interval '1 hour',
                               lease_expires_at = now()
                 WHERE id = ?
                """, run);
        return ends.open(run).orElseThrow();
    }

    private void lastFresh(String ago) {
        databases.run("UPDATE schedule SET fresh_at = now() - ?::interval WHERE connector_id = ?", ago, connector);
    }

    private List<String> events() {
        String events = databases.one(String.class, """
                SELECT string_agg((payload -> 'data' ->> 'from') || ' ' || (payload -> 'data' ->> 'to'), ',' ORDER BY id)
                  FROM outbox WHERE topic = 'connector_changes' AND message_key = ?
                """, connector.toString());
        return events == null ? List.of() : List.of(events.split(","));
    }

    private static RunEnd unreachable() {
        return new RunEnd.Failed(
                new Reason(ReasonCode.NETWORK, null, null, null, Instant.parse("2026-11-24T12:00:00Z")));
    }
}
