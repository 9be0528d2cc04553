package io.cloudconnectors.api.expiry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.CredentialExpiring;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds current credential versions that crossed a threshold, and tells of it. The version remembers the
 * threshold, so any number of instances may look, and none tells twice, after a restart neither.
 */
@Singleton
class ExpiryWarningRepository extends EngineRepository {
    /**
     * One step for each threshold: it takes the versions that were last told of a longer one, down from the next longer that
     * is configured, so that a changed configuration finds its place. Of several thresholds that were crossed since the last
     * look the nearest alone is told. The event is {@link CredentialExpiring}.
     */
    static final NamedSql WARN = NamedSql.of("""
            WITH crossed AS MATERIALIZED (
                SELECT v.connector_id, v.version, v.expires_at
                  FROM unnest(:days, :above) AS step (days, above)
                 CROSS JOIN LATERAL (
                       SELECT v.connector_id, v.version, v.expires_at
                         FROM credential_version v
                         JOIN connector c ON c.id = v.connector_id
                        WHERE v.current AND v.warned_days > step.days AND v.warned_days <= step.above
                          AND v.expires_at <= now() + make_interval(hours => 24 * step.days)
                          AND c.deleted_at IS NULL
                        LIMIT :batch
                          FOR NO KEY UPDATE OF v SKIP LOCKED) v
            ), told AS (
                UPDATE credential_version v
                   SET warned_days = nearest.days
                  FROM crossed x
                 CROSS JOIN LATERAL (
                       SELECT min(days) AS days
                         FROM unnest(:days) AS days
                        WHERE x.expires_at <= now() + make_interval(hours => 24 * days)) nearest
                 WHERE v.connector_id = x.connector_id AND v.version = x.version
                RETURNING v.connector_id, v.version, v.expires_at, v.warned_days
            )
            SELECT c.id AS connector_id, t.warned_days AS days,
                   publish_event(c.tenant, c.id, jsonb_build_object(
                       'specversion', '1.0',
                       'id', format('%s/credential/%s/%s/%s', c.id, t.version, floor(extract(epoch FROM t.expires_at)), t.warned_days),
                       'source', '/api/v1/connectors',
                       'type', :type,
                       'subject', c.id,
                       'time', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'datacontenttype', 'application/json',
                       'data', jsonb_build_object(
                           'connectorId', c.id,
                           'tenant', c.tenant,
                           'provider', c.provider,
                           'credentialVersion', t.version,
                           'daysLeft', t.warned_days,
                           'expiresAt', to_char(t.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))))
              FROM told t
              JOIN connector c ON c.id = t.connector_id
            """);

    private final ExpiryConfig config;

    ExpiryWarningRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, ExpiryConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** Tells of thresholds that were crossed, at most one batch of each. */
    List<Warning> warn() {
        return all(WARN, values(), Warning::of);
    }

    Values values() {
        List<Integer> days = config.thresholds().days();
        Integer[] above = new Integer[days.size()];
        for (int i = 0; i < above.length; i++) {
            above[i] = i == 0 ? Integer.MAX_VALUE : days.get(i - 1);
        }
        return Values.of("days", days.toArray(Integer[]::new))
                .and("above", above)
                .and("batch", config.batch())
                .and("type", CredentialExpiring.TYPE);
    }

    /** One event. */
    record Warning(UUID connector, int days) {
        static Warning of(Row row) throws SQLException {
            return new Warning(row.id("connector_id"), row.integer("days"));
        }
    }
}
