package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the migration makes of connectors that were there before there were probes. */
class StatesMigrationIT {
    private final EngineDatabases databases = EngineDatabases.asOf("3");

    @Test
    void connectorsOfEveryStateGoOn() {
        UUID pending = in("PENDING", "acme");
        UUID online = in("ONLINE", "acme");
        UUID offline = in("OFFLINE", "acme");
        UUID others = in("OFFLINE", "other");
        databases.run("UPDATE schedule SET run_seq = 7, next_run_at = '2026-01-01T00:00:00Z'");
        databases.run("INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)"
                + " VALUES (uuidv7(), 'runs_scheduled', 'k', '{}', now())");

        databases.migrate();

        assertThat(schedule(pending)).isEqualTo("SCHEDULED 0");
        assertThat(schedule(online)).isEqualTo("SCHEDULED 0");
        assertThat(schedule(offline)).isEqualTo("PROBE 900");
        assertThat(schedule(others)).isEqualTo("PROBE 900");
        assertThat(count("schedule WHERE run_seq = 7 AND next_run_at = '2026-01-01T00:00:00Z' AND NOT changed"))
                .isEqualTo(4);
        assertThat(count("connector WHERE transitions = 0")).isEqualTo(4);
        assertThat(count("outbox WHERE run_id IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void nobodyIsStaleBeforeTwoPeriodsHavePassed() {
        UUID connector = in("ONLINE", "acme");

        databases.migrate();

        assertThat(databases.schedule(connector, "(fresh_until - fresh_at)")).isEqualTo("02:00:00");
        assertThat(count("schedule WHERE fresh_at > now() - interval '1 minute'"))
                .isEqualTo(1);
        assertThat(new StalenessRepository(
                                databases.engine(),
                                EngineDatabases.JSON,
                                OutcomeFixture.config(Map.of()),
                                new SimpleMeterRegistry())
                        .stale())
                .isEmpty();
    }

    @Test
    void tenantsAreKeptApartAsBefore() {
        databases.migrate();

        assertThat(
                        count(
                                "pg_class WHERE relname IN ('connector', 'schedule') AND relrowsecurity AND relforcerowsecurity"))
                .isEqualTo(2);
    }

    private UUID in(String state, String tenant) {
        UUID connector = databases.connector(tenant);
        databases.run("UPDATE connector SET state = ? WHERE id = ?", state, connector);
        return connector;
    }

    private String schedule(UUID connector) {
        return databases.schedule(connector, "(mode || ' ' || check_seconds)");
    }

    private long count(String from) {
        return databases.one(Long.class, "SELECT count(*) FROM " + from);
    }
}
