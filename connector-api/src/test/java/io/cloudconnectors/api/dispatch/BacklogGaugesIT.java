package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.SampleFixture;
import io.cloudconnectors.api.query.Values;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BacklogGaugesIT {
    /** Between a row that is said to be so old and the look at it. */
    private static final Offset<Double> MOMENTS = within(30.0);

    /** An empty one costs nothing to read through. */
    private static final String SCAN_OF_A_FULL_PARTITION =
            "Seq Scan on run_\\d+ \\w+  \\(cost=[\\d.]+?\\.\\.(?!0\\.00 )";

    private final EngineDatabases databases = EngineDatabases.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Background gauges = new BacklogGauges()
            .loop(
                    new BacklogRepository(databases.engine(), EngineDatabases.JSON),
                    SampleFixture.samples(databases, meters));

    @Test
    void aQuietPlatformWaitsForNothing() throws Exception {
        databases.connector("acme");

        gauges.round().run();

        for (String gauge : new String[] {
            "dispatch.oldest.due",
            "dispatch.outbox.rows",
            "dispatch.outbox.age",
            "runs.held",
            "runs.oldest.queued",
            "lease.overdue"
        }) {
            assertThat(value(gauge)).as(gauge).isZero();
        }
        assertThat(open("QUEUED")).isZero();
        assertThat(open("RUNNING")).isZero();
    }

    @Test
    void whatWaitsIsToldWithItsAge() throws Exception {
        databases.dueConnector("acme", Duration.ofMinutes(10));
        databases.dueConnector("other", Duration.ofMinutes(20));
        UUID queued = databases.queuedRun(databases.connector("acme"));
        UUID held = databases.queuedRun(databases.connector("acme"));
        UUID running = databases.queuedRun(databases.connector("acme"));
        databases.run("UPDATE run SET waits_since = now() - interval '30 minutes' WHERE id = ?", queued);
        databases.run(
                "UPDATE run SET waits_since = now() - interval '1 day', held_by = 'ACCOUNT', cap_key = 'ACCOUNT a' WHERE id = ?",
                held);
        databases.run(
                "UPDATE run SET state = 'RUNNING', lease_expires_at = now() - interval '40 minutes' WHERE id = ?",
                running);
        databases.run("""
                INSERT INTO outbox (topic, message_key, payload, claimed_until, created_at)
                SELECT 'results', 'k', '{}', now(), now() - n * interval '50 minutes' FROM (VALUES (1), (0)) AS v (n)
                """);

        gauges.round().run();

        assertThat(value("dispatch.oldest.due")).isCloseTo(20 * 60, MOMENTS);
        assertThat(value("dispatch.outbox.rows")).isEqualTo(2);
        assertThat(value("dispatch.outbox.age")).isCloseTo(50 * 60, MOMENTS);
        assertThat(open("QUEUED")).isEqualTo(1);
        assertThat(open("RUNNING")).isEqualTo(1);
        assertThat(value("runs.held")).isEqualTo(1);
        assertThat(value("runs.oldest.queued")).isCloseTo(30 * 60, MOMENTS);
        assertThat(value("lease.overdue")).isCloseTo(40 * 60, MOMENTS);
    }

    @Test
    void amongManyRunsAndConnectorsNoTableIsReadThrough() {
        databases.crowd();
        databases.run("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot)
                SELECT id, tenant, true, now() + interval '1 hour', 3600, 4711 FROM connector
                """);
        databases.run("""
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at,
                                 sent_at, queue_expires_at, budget_seconds)
                SELECT uuidv7(), tenant, id, 'MANUAL', 'SUCCEEDED', credential_id, 1, now(), now(), now(), 3600 FROM connector
                """);
        databases.run("VACUUM ANALYZE schedule");
        databases.run("VACUUM ANALYZE run");

        String plan =
                new Plans(databases.engine()).of(BacklogRepository.BACKLOG, Values.of("most", BacklogRepository.MOST));

        assertThat(plan)
                .contains("schedule_due")
                .contains("outbox_pkey")
                .doesNotContain("Seq Scan on schedule")
                .doesNotContainPattern(SCAN_OF_A_FULL_PARTITION);
    }

    private double value(String gauge) {
        return meters.get(gauge).gauge().value();
    }

    private double open(String state) {
        return meters.get("runs.open").tag("state", state).gauge().value();
    }
}
