package io.cloudconnectors.api.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The events of all tenants. */
@Singleton
class EventRepository extends EngineRepository {
    private static final NamedSql HEAD = NamedSql.of("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin");

    /**
     * Up to the oldest transaction that is open: one that began earlier and commits later would else be passed over. Says
     * also where that is, with a row of its own when there is nothing new.
     */
    static final NamedSql NEXT = NamedSql.of("""
            WITH bound AS MATERIALIZED (
                SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin
            )
            SELECT b.xmin::text AS xmin, e.xid::text AS xid, e.id, e.tenant, e.connector_id, e.type,
                   e.payload #>> '{data,action}' AS action, e.payload::text AS payload
              FROM bound b
              LEFT JOIN LATERAL (
                   SELECT *
                     FROM event
                    WHERE (xid, id) > (:transaction::text::xid8, :number) AND xid < b.xmin
                    ORDER BY xid, id
                    LIMIT :batch) e ON true
             ORDER BY e.xid, e.id
            """);

    /** From the oldest on, up to the first that is young enough, so that nothing is missing behind the floor. */
    private static final NamedSql PURGE = NamedSql.of("""
            WITH oldest AS MATERIALIZED (
                SELECT xid, id, at FROM event ORDER BY xid, id LIMIT :batch
            ), young AS (
                SELECT xid, id FROM oldest WHERE at >= now() - make_interval(secs => :retention) ORDER BY xid, id LIMIT 1
            ), gone AS (
                DELETE FROM event e
                 USING oldest o
                 WHERE e.xid = o.xid AND e.id = o.id
                   AND NOT EXISTS (SELECT FROM young y WHERE (o.xid, o.id) >= (y.xid, y.id))
                RETURNING e.xid, e.id
            ), raised AS (
                UPDATE event_floor f
                   SET xid = l.xid, id = l.id
                  FROM (SELECT xid, id FROM gone ORDER BY xid DESC, id DESC LIMIT 1) l
                 WHERE (l.xid, l.id) > (f.xid, f.id)
            )
            SELECT count(*) AS gone FROM gone
            """);

    private final LiveConfig config;

    EventRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, LiveConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** Behind all that is committed and before all that will be. */
    Position head() {
        return first(HEAD, Values.none(), EventRepository::bound).orElseThrow();
    }

    /** What follows a position, at most one batch. */
    Batch next(Position after) {
        List<Found> found = all(NEXT, values(after), Found::of);
        List<LiveEvent> events =
                found.stream().map(Found::event).flatMap(Optional::stream).toList();
        boolean full = events.size() == config.batch();
        return new Batch(
                events, full ? events.getLast().position() : found.getFirst().bound(), full);
    }

    Values values(Position after) {
        return Values.of("transaction", Long.toString(after.transaction()))
                .and("number", after.number())
                .and("batch", config.batch());
    }

    /** Deletes events that are too old, at most one batch; answers whether there may be more. */
    boolean purge() {
        Values values = Values.of("batch", config.purgeBatch()).and("retention", config.retention());
        return first(PURGE, values, row -> row.integer("gone")).orElseThrow() == config.purgeBatch();
    }

    private static Position bound(Row row) throws SQLException {
        return new Position(row.bigInteger("xmin"), 0);
    }

    private record Found(Position bound, Optional<LiveEvent> event) {
        static Found of(Row row) throws SQLException {
            return new Found(
                    EventRepository.bound(row),
                    row.textOrNull("xid") == null ? Optional.empty() : Optional.of(LiveEvent.of(row)));
        }
    }

    /**
     * Some events in order.
     *
     * @param end up to where all events are in this batch or before
     * @param full whether there may be more
     */
    record Batch(List<LiveEvent> events, Position end, boolean full) {}
}
