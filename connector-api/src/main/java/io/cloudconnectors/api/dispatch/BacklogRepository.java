package io.cloudconnectors.api.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** What waits, for operators. */
@Singleton
class BacklogRepository extends EngineRepository {
    /**
     * Ages are read at the end of an index, and counts stop at a bound, so that the look stays cheap when it matters most:
     * with a million connectors overdue and Kafka away.
     */
    static final NamedSql BACKLOG = NamedSql.of("""
            SELECT (SELECT COALESCE(extract(epoch FROM now() - min(next_run_at)), 0)::float8
                      FROM schedule WHERE runnable AND next_run_at <= now()) AS oldest_due,
                   (SELECT count(*) FROM (SELECT FROM outbox LIMIT :most) AS bounded) AS outbox_rows,
                   COALESCE((SELECT extract(epoch FROM clock_timestamp() - created_at)::float8
                      FROM outbox ORDER BY id LIMIT 1), 0) AS outbox_age,
                   (SELECT count(*) FROM (SELECT FROM run WHERE state = 'QUEUED' AND held_by IS NULL LIMIT :most) AS bounded) AS queued,
                   (SELECT COALESCE(extract(epoch FROM now() - min(waits_since)), 0)::float8
                      FROM run WHERE state = 'QUEUED' AND held_by IS NULL) AS oldest_queued,
                   (SELECT count(*) FROM (SELECT FROM run WHERE state = 'QUEUED' AND held_by IS NOT NULL LIMIT :most) AS bounded) AS held,
                   (SELECT count(*) FROM (SELECT FROM run WHERE state = 'RUNNING' LIMIT :most) AS bounded) AS running,
                   (SELECT COALESCE(extract(epoch FROM now() - min(lease_expires_at)), 0)::float8
                      FROM run WHERE state = 'RUNNING' AND lease_expires_at <= now()) AS oldest_lapse
            """);

    /** Where counting ends: more is as bad. */
    static final int MOST = 1_000_000;

    BacklogRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    Backlog backlog() {
        return first(
                        BACKLOG,
                        Values.of("most", MOST),
                        row -> new Backlog(
                                row.decimal("oldest_due"),
                                row.bigInteger("outbox_rows"),
                                row.decimal("outbox_age"),
                                row.bigInteger("queued"),
                                row.decimal("oldest_queued"),
                                row.bigInteger("held"),
                                row.bigInteger("running"),
                                row.decimal("oldest_lapse")))
                .orElseThrow();
    }

    /**
     * What waits; ages in seconds, counts up to {@link #MOST}.
     *
     * @param queued and wait for a poller
     * @param held back by a cap
     * @param oldestLapse since when the lease of a run is over that nobody took back
     */
    record Backlog(
            double oldestDue,
            long outboxRows,
            double outboxAge,
            long queued,
            double oldestQueued,
            long held,
            long running,
            double oldestLapse) {}
}
