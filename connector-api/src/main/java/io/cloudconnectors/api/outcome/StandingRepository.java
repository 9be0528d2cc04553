package io.cloudconnectors.api.outcome;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.ConnectorStateChanged;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Moves the standing of a connector: read under lock, decided by the rules, written with the event of the transition.
 * Rows are locked in the order run, connector, schedule, as everywhere.
 */
abstract class StandingRepository extends EngineRepository {
    private static final NamedSql LOCK = NamedSql.of("""
            SELECT c.id, c.tenant, c.provider, c.state, c.health, c.reason, c.ever_online, c.transient_failures, c.transitions,
                   c.deleted_at IS NOT NULL AS deleted, s.mode, s.check_seconds, s.changed, now() AS at
              FROM connector c
              JOIN schedule s ON s.connector_id = c.id
             WHERE c.id = :connector
               FOR NO KEY UPDATE OF c, s
            """);

    private static final NamedSql SETTLE = NamedSql.of("""
            WITH settled AS (
                UPDATE connector c
                   SET state = :state, health = :health, reason = :reason::jsonb,
                       ever_online = :everOnline, transient_failures = :transientFailures, transitions = :transitions
                 WHERE c.id = :connector
                RETURNING c.id,
                          CASE WHEN :event::jsonb IS NOT NULL THEN publish_event(c.tenant, c.id, :event::jsonb) END
            )
            UPDATE schedule s
               SET mode = :mode, check_seconds = :checkSeconds,
                   next_run_at = CASE :due
                       WHEN 'UNMOVED' THEN s.next_run_at
                       WHEN 'GRID' THEN next_slot(now() - make_interval(secs => :wait), s.slot, s.frequency_seconds)
                       ELSE now() + make_interval(secs => :wait)
                   END
              FROM settled x
             WHERE s.connector_id = x.id
            """);

    private final Pace pace;
    private final MeterRegistry meters;

    StandingRepository(DataSource dataSource, ObjectMapper json, StatesConfig config, MeterRegistry meters) {
        super(dataSource, json);
        this.pace = config.pace();
        this.meters = meters;
    }

    /** Locks a connector and its schedule until the transaction ends. */
    final Optional<Locked> lock(Statements statements, UUID connectorId) throws SQLException {
        return statements.first(LOCK, Values.of("connector", connectorId), StandingRepository::map);
    }

    /**
     * Takes the connector where the event takes it; answers the transition, for {@link #count}. A deleted one stays where it
     * was: nobody asks any more.
     */
    final Optional<Transition> settle(Statements statements, Locked connector, StandingEvent event)
            throws SQLException {
        if (connector.deleted()) {
            return Optional.empty();
        }
        Standing before = connector.standing();
        Standing.Next next = before.on(event, pace);
        Standing after = next.standing();
        boolean moved = after.state() != before.state();
        Values values = Values.of("connector", connector.id())
                .and("state", after.state())
                .and("health", after.health())
                .and("reason", json(after.reason()))
                .and("everOnline", after.everOnline())
                .and("transientFailures", after.transientFailures())
                .and("transitions", connector.transitions() + (moved ? 1 : 0))
                .and("mode", after.cadence().mode())
                .and("checkSeconds", Math.toIntExact(after.cadence().pause().toSeconds()))
                .and("event", moved ? json(connector.changedTo(after)) : null);
        statements.update(SETTLE, due(values, next.due()));
        return moved ? Optional.of(new Transition(before.state(), after.state())) : Optional.empty();
    }

    /** Counts what is committed. */
    final void count(Transition transition) {
        meters.counter(
                        "connector.transitions",
                        "from",
                        transition.from().name(),
                        "to",
                        transition.to().name())
                .increment();
    }

    private static Values due(Values values, Due due) {
        return switch (due) {
            case Due.Unmoved() -> values.and("due", "UNMOVED").and("wait", Duration.ZERO);
            case Due.OnGrid(Duration back) -> values.and("due", "GRID").and("wait", back);
            case Due.In(Duration pause) -> values.and("due", "IN").and("wait", pause);
        };
    }

    private static Locked map(Row row) throws SQLException {
        return new Locked(
                row.id("id"),
                row.text("tenant"),
                row.constant("provider", Provider.class),
                new Standing(
                        row.constant("state", Standing.State.class),
                        row.constant("health", ConnectorHealth.class),
                        row.json("reason", StoredReason.class),
                        row.flag("ever_online"),
                        row.integer("transient_failures"),
                        new Cadence(
                                row.constant("mode", Cadence.Mode.class),
                                Duration.ofSeconds(row.integer("check_seconds")))),
                row.flag("deleted"),
                row.bigInteger("transitions"),
                row.flag("changed"),
                row.instant("at"));
    }

    /** A change of the stored state. */
    record Transition(Standing.State from, Standing.State to) {}

    /**
     * A connector whose rows this transaction holds.
     *
     * @param transitions so far
     * @param changed whether credential or settings changed while its active run went
     * @param at the database's time
     */
    record Locked(
            UUID id,
            String tenant,
            Provider provider,
            Standing standing,
            boolean deleted,
            long transitions,
            boolean changed,
            Instant at) {

        ConnectorStateChanged changedTo(Standing after) {
            return ConnectorStateChanged.of(
                    transitions + 1,
                    at,
                    new ConnectorStateChanged.Data(
                            id,
                            tenant,
                            provider,
                            standing.state().name(),
                            after.state().name(),
                            after.health().name(),
                            code(after.reason()),
                            at));
        }

        private static @Nullable ReasonCode code(@Nullable StoredReason reason) {
            return reason == null ? null : reason.code();
        }
    }
}
