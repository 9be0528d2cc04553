package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StalenessIT {
    private static EngineDatabases databases;
    private static StalenessRepository staleness;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private UUID connector;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        staleness = new StalenessRepository(
                databases.engine(), EngineDatabases.JSON, OutcomeFixture.config(Map.of()), new SimpleMeterRegistry());
    }

    @BeforeEach
    void online() {
        databases.run("UPDATE schedule SET fresh_at = now(), next_run_at = now() + interval '1 hour'");
        databases.run("DELETE FROM outbox");
        databases.run("DELETE FROM run");
        connector = databases.connector("acme");
        databases.run(
                "UPDATE connector SET state = 'ONLINE', ever_online = true, reason = NULL WHERE id = ?", connector);
    }

    @Test
    void twoPeriodsAndTheSlackMayPassWithoutASuccess() {
        lastFresh("2 hours 29 minutes");
        assertThat(staleness.stale()).isEmpty();
        assertThat(staleness.wentStale(connector)).isFalse();

        lastFresh("2 hours 31 minutes");
        assertThat(staleness.stale()).containsExactly(connector);
        assertThat(staleness.wentStale(connector)).isTrue();
        assertThat(staleness.wentStale(connector)).isFalse();

        assertThat(databases.connector(connector, "state || ' ' || (reason ->> 'code')"))
                .isEqualTo("OFFLINE STALE");
        assertThat(databases.schedule(connector, "mode")).isEqualTo("PROBE");
        assertThat(databases.one(Long.class, "SELECT count(*) FROM outbox WHERE topic = 'connector_changes'"))
                .isEqualTo(1);
    }

    @Test
    void aDisabledConnectorIsNeverStale() {
        lastFresh("9 days");
        databases.run("UPDATE schedule SET runnable = false WHERE connector_id = ?", connector);

        assertThat(staleness.stale()).isEmpty();
        assertThat(staleness.wentStale(connector)).isFalse();
    }

    @Test
    void aConnectorWhoseRunIsGoingIsNotStaleYet() {
        lastFresh("9 days");
        databases.queuedRun(connector);

        assertThat(staleness.stale()).isEmpty();
        assertThat(staleness.wentStale(connector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAULT_UNAVAILABLE", "LEASE_LOST", "RUN_TIMEOUT", "PLATFORM_ERROR"})
    void aConnectorWhoseLastRunEndedThroughAFaultOfOursIsNotStale(String code) {
        lastFresh("9 days");
        lastRunFailed(code);

        assertThat(staleness.stale()).isEmpty();
        assertThat(staleness.wentStale(connector)).isFalse();

        lastRunFailed("NETWORK");
        assertThat(staleness.stale()).containsExactly(connector);
        assertThat(staleness.wentStale(connector)).isTrue();
    }

    private void lastRunFailed(String code) {
        UUID run = databases.queuedRun(connector);
        databases.run(
                "UPDATE run SET state = 'FAILED', finished_at = now(), reason = jsonb_build_object('code', ?::text) WHERE id = ?",
                code,
                run);
        databases.run("UPDATE schedule SET active_run_id = NULL WHERE connector_id = ?", connector);
        databases.run("UPDATE connector SET last_run_id = ? WHERE id = ?", run, connector);
    }

    @Test
    void whatIsLateShowsThatThePlatformIsInTrouble() {
        assertThat(staleness.platformInTrouble()).isFalse();

        databases.run(
                "UPDATE schedule SET next_run_at = now() - interval '11 minutes' WHERE connector_id = ?", connector);
        assertThat(staleness.platformInTrouble()).isTrue();
        databases.run("UPDATE schedule SET next_run_at = now() + interval '1 hour'");
        assertThat(staleness.platformInTrouble()).isFalse();

        UUID run = databases.queuedRun(connector);
        databases.run("UPDATE run SET waits_since = now() - interval '11 minutes' WHERE id = ?", run);
        assertThat(staleness.platformInTrouble()).isTrue();
        databases.run("UPDATE run SET state = 'FAILED', finished_at = now(), reason = '{\"code\": \"NETWORK\"}'");
        assertThat(staleness.platformInTrouble()).isFalse();

        databases.run("UPDATE run SET reason = '{\"code\": \"VAULT_UNAVAILABLE\"}'");
        assertThat(staleness.platformInTrouble()).isTrue();
    }

    @Test
    void nobodyIsCalledStaleUntilItHasBeenCalmForAWhile() throws Exception {
        lastFresh("9 days");
        Staleness sweep = sweeping(Kafka.clients());

        sweep.sweep();
        assertThat(suspended()).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(30));
        databases.run("UPDATE schedule SET next_run_at = now() - interval '11 minutes'");
        sweep.sweep();
        assertThat(suspended()).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(29));
        databases.run("UPDATE schedule SET next_run_at = now() + interval '1 hour'");
        sweep.sweep();
        assertThat(suspended()).isEqualTo(1);
        assertThat(databases.connector(connector, "state")).isEqualTo("ONLINE");

        now = now.plus(Duration.ofMinutes(1));
        sweep.sweep();
        assertThat(suspended()).isZero();
        assertThat(databases.connector(connector, "state")).isEqualTo("OFFLINE");
    }

    @Test
    void whileKafkaIsAwayNobodyIsCalledStale() {
        lastFresh("9 days");
        Staleness sweep = sweeping(Kafka.clientsOfNobody());

        assertThatThrownBy(sweep::sweep).isInstanceOf(KafkaAwayException.class);
        now = now.plus(Duration.ofMinutes(31));
        assertThatThrownBy(sweep::sweep).isInstanceOf(KafkaAwayException.class);

        assertThat(suspended()).isEqualTo(1);
        assertThat(databases.connector(connector, "state")).isEqualTo("ONLINE");
    }

    @Test
    void amongManyTheStaleOnesAreFoundByTheirIndex() {
        databases.crowd();
        databases.run("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot)
                SELECT id, tenant, true, now() + interval '1 hour', 3600, 0 FROM connector WHERE tenant = 'crowd'
                """);
        databases.run("ANALYZE schedule");
        databases.run("ANALYZE connector");

        String plan = new Plans(databases.engine()).of(StalenessRepository.STALE, staleness.values());

        assertThat(plan)
                .contains("Index Scan using schedule_stale")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }

    private Staleness sweeping(KafkaClients clients) {
        return new Staleness(
                staleness, new TopicSetup(clients, Kafka.config()), OutcomeFixture.config(Map.of()), () -> now, meters);
    }

    private double suspended() {
        return meters.get("staleness.suspended").gauge().value();
    }

    private void lastFresh(String ago) {
        databases.run("UPDATE schedule SET fresh_at = now() - ?::interval WHERE connector_id = ?", ago, connector);
    }
}
