package io.cloudconnectors.api.outcome;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Finds connectors without a success for too long, and what may be the platform's own fault in that. */
@Singleton
class StalenessRepository extends StandingRepository {
    /** Of a connector {@code c} whose last run ended through a fault of ours: that never counts against it. */
    private static final String OURS = """
            EXISTS (SELECT FROM run r
                     WHERE r.id = c.last_run_id
                       AND r.reason ->> 'code' IN ({codes}))
            """.replace(
                    "{codes}",
                    Arrays.stream(ReasonCode.values())
                            .filter(code -> code.reasonClass() == ReasonClass.PLATFORM)
                            .map(code -> "'" + code.name() + "'")
                            .collect(Collectors.joining(", ")));

    static final NamedSql STALE = NamedSql.of("""
            SELECT s.connector_id
              FROM schedule s
              JOIN connector c ON c.id = s.connector_id
             WHERE s.runnable AND s.mode <> 'PROBE' AND s.fresh_until <= now() - make_interval(secs => :slack)
               AND s.active_run_id IS NULL AND c.state <> 'OFFLINE' AND NOT {ours}
             ORDER BY s.fresh_until
             LIMIT :batch
            """.replace("{ours}", OURS));

    /** Asked again under lock: a run may have started or ended since. */
    private static final NamedSql STILL = NamedSql.of("""
            SELECT s.connector_id
              FROM schedule s
              JOIN connector c ON c.id = s.connector_id
             WHERE s.connector_id = :connector AND s.runnable AND s.fresh_until <= now() - make_interval(secs => :slack)
               AND s.active_run_id IS NULL AND NOT {ours}
            """.replace("{ours}", OURS));

    private static final NamedSql TROUBLE = NamedSql.of("""
            SELECT EXISTS (SELECT FROM schedule
                            WHERE runnable AND next_run_at <= now() - make_interval(secs => :late)) AS due,
                   EXISTS (SELECT FROM run
                            WHERE state = 'QUEUED' AND held_by IS NULL AND waits_since <= now() - make_interval(secs => :late)) AS queued,
                   EXISTS (SELECT FROM outbox WHERE created_at <= now() - make_interval(secs => :late)) AS unsent,
                   EXISTS (SELECT FROM run
                            WHERE reason ->> 'code' = 'VAULT_UNAVAILABLE'
                              AND finished_at > now() - make_interval(secs => :late)) AS no_vault
            """);

    private final StatesConfig.Staleness config;

    StalenessRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            StatesConfig config,
            MeterRegistry meters) {
        super(dataSource, json, config, meters);
        this.config = config.staleness();
    }

    /** Whether something of the platform is late or away. */
    boolean platformInTrouble() {
        return first(
                        TROUBLE,
                        Values.of("late", config.late()),
                        row -> row.flag("due") || row.flag("queued") || row.flag("unsent") || row.flag("no_vault"))
                .orElseThrow();
    }

    /** Connectors that are stale, at most one batch. */
    List<UUID> stale() {
        return all(STALE, values(), row -> row.id("connector_id"));
    }

    /** Takes a connector OFFLINE if it still is stale; answers whether it did. */
    boolean wentStale(UUID connectorId) {
        Optional<Transition> transition = together(statements -> {
            Optional<Locked> connector = lock(statements, connectorId);
            boolean still = statements
                    .first(STILL, slack().and("connector", connectorId), row -> true)
                    .orElse(false);
            return connector.isPresent() && still
                    ? settle(
                            statements,
                            connector.get(),
                            new StandingEvent.WentStale(connector.get().at()))
                    : Optional.empty();
        });
        transition.ifPresent(this::count);
        return transition.isPresent();
    }

    Values values() {
        return slack().and("batch", config.batch());
    }

    private Values slack() {
        Duration slack = config.slack();
        return Values.of("slack", slack);
    }
}
