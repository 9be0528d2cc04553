package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * How many runs may go at once. A run goes from its lease to its end; one that comes to its lease when its tenant, or its
 * cloud account, has enough of them is held back: it stays QUEUED, says so, and its message is dropped. The
 * {@link Releaser} sends it again when there is room. So the claim of what is due counts nothing.
 */
abstract class CapRepository extends EngineRepository {
    static final int TURN_OF_TENANT = 15_001;
    private static final int TURN_OF_ACCOUNT = 15_002;

    /** Runs that go now, counted no further than to the cap, each by an index of what is running or of the account. */
    private static final String GOING_OF_TENANT = """
            (SELECT count(*)
                       FROM (SELECT FROM schedule s
                              WHERE s.tenant = {tenant} AND s.running_since IS NOT NULL
                              LIMIT :perTenant) AS going)""";

    private static final String GOING_OF_ACCOUNT = """
            (SELECT count(*)
                       FROM (SELECT FROM connector o
                               JOIN schedule s ON s.connector_id = o.id
                              WHERE o.provider || ' ' || o.account_id = {account} AND s.running_since IS NOT NULL
                              LIMIT :perAccount) AS going)""";

    /**
     * Leases of a tenant, and of an account, are granted one after the other, or two could both take the last place. Always
     * in this order, so that nobody waits in a circle. The next statement sees what those before committed.
     */
    static final NamedSql WAIT_FOR_TURN = NamedSql.of("""
            WITH asking AS MATERIALIZED (
                SELECT c.tenant, c.provider || ' ' || c.account_id AS account
                  FROM run r
                  JOIN connector c ON c.id = r.connector_id
                 WHERE r.id = :run AND r.attempt = :attempt AND r.state = 'QUEUED' AND r.queue_expires_at > now()
            ), of_tenant AS MATERIALIZED (
                SELECT account, pg_advisory_xact_lock(:turnOfTenant, hashtext(tenant)) FROM asking
            )
            SELECT pg_advisory_xact_lock(:turnOfAccount, hashtext(account)) FROM of_tenant
            """);

    /** One row when the run was held back. */
    static final NamedSql HOLD_BACK = NamedSql.of("""
            WITH asking AS MATERIALIZED (
                SELECT r.id, r.trigger, c.tenant, c.provider || ' ' || c.account_id AS account
                  FROM run r
                  JOIN connector c ON c.id = r.connector_id
                 WHERE r.id = :run AND r.attempt = :attempt AND r.state = 'QUEUED' AND r.queue_expires_at > now()
            ), reached AS MATERIALIZED (
                SELECT 'ACCOUNT' AS cap, account AS whose
                  FROM asking
                 WHERE :perAccount > 0 AND :perAccount <= {going of account}
                UNION ALL
                SELECT 'TENANT', tenant
                  FROM asking
                 WHERE :perTenant > 0 AND trigger <> 'MANUAL' AND :perTenant <= {going of tenant}
                 LIMIT 1
            )
            UPDATE run r
               SET held_by = x.cap, held_at = COALESCE(r.held_at, now()), cap_key = x.cap || ' ' || x.whose
              FROM reached x
             WHERE r.id = :run AND r.attempt = :attempt AND r.state = 'QUEUED'
            """.replace("{going of tenant}", ofTenant("asking.tenant"))
            .replace("{going of account}", ofAccount("asking.account")));

    /**
     * For each cap that holds runs back as many as there is room for, the oldest first, what people started before all.
     * What was released and is not leased yet takes its room. Each cap has a look of its own, so one that is full keeps no
     * other waiting. That the next are found by their keys, and connectors by theirs, hangs on no estimate of how many there are.
     */
    static final NamedSql RELEASE = Requests.sent(
            """
            WITH RECURSIVE cap (key) AS (
                (SELECT cap_key FROM run WHERE state = 'QUEUED' AND held_by IS NOT NULL ORDER BY cap_key LIMIT 1)
                UNION ALL
                SELECT (SELECT r.cap_key
                          FROM run r
                         WHERE r.state = 'QUEUED' AND r.held_by IS NOT NULL AND r.cap_key > c.key
                         ORDER BY r.cap_key
                         LIMIT 1)
                  FROM cap c
                 WHERE c.key IS NOT NULL
            ), named AS (
                SELECT key, split_part(key, ' ', 1) AS kind, substr(key, strpos(key, ' ') + 1) AS whose
                  FROM cap
                 WHERE key IS NOT NULL
            ), room AS MATERIALIZED (
                SELECT key,
                       CASE kind
                           WHEN 'TENANT' THEN NULLIF(:perTenant, 0) - {going of tenant}
                           ELSE NULLIF(:perAccount, 0) - {going of account}
                       END
                       - (SELECT count(*)
                            FROM run u
                           WHERE u.state = 'QUEUED' AND u.held_by IS NULL AND u.cap_key = n.key) AS places
                  FROM named n
            ), next AS MATERIALIZED (
                SELECT n.id
                  FROM room
                 CROSS JOIN LATERAL (
                       SELECT r.id
                         FROM run r
                        WHERE r.state = 'QUEUED' AND r.held_by IS NOT NULL AND r.cap_key = room.key
                        ORDER BY (r.trigger <> 'MANUAL'), r.id
                        LIMIT GREATEST(LEAST(room.places, :batch), 0)
                          FOR UPDATE SKIP LOCKED) AS n
                 LIMIT :batch
            ), again AS (
                UPDATE run r
                   SET held_by = NULL, held_at = NULL, sent_at = now(), waits_since = now(),
                       queue_expires_at = now() + make_interval(secs => :queueExpiry)
                 WHERE r.id = ANY (ARRAY(SELECT id FROM next))
                RETURNING r.id, r.connector_id, r.attempt, r.trigger, r.queue_expires_at, r.budget_seconds, r.credential_version
            )
            """.replace("{going of tenant}", ofTenant("n.whose")).replace("{going of account}", ofAccount("n.whose")));

    private final LeaseConfig config;

    CapRepository(DataSource dataSource, ObjectMapper json, LeaseConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** Whether there is anything to count. */
    final boolean hasCaps() {
        return config.perTenant() > 0 || config.perAccount() > 0;
    }

    /** Holds the run of {@code run} and {@code attempt} back if a cap is reached; if not, its lease is next. */
    final boolean isHeldBack(Statements statements, Values values) throws SQLException {
        return statements.first(WAIT_FOR_TURN, values, row -> true).isPresent()
                && statements.update(HOLD_BACK, values) > 0;
    }

    /** Adds what the statements want to know of the caps. */
    final Values capped(Values values) {
        return values.and("perTenant", config.perTenant())
                .and("perAccount", config.perAccount())
                .and("turnOfTenant", TURN_OF_TENANT)
                .and("turnOfAccount", TURN_OF_ACCOUNT);
    }

    private static String ofTenant(String tenant) {
        return GOING_OF_TENANT.replace("{tenant}", tenant);
    }

    private static String ofAccount(String account) {
        return GOING_OF_ACCOUNT.replace("{account}", account);
    }
}
