package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.gap.DeniedColumn;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.provider.StoredSettings;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunRow;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads connectors with all that is shown of them: one statement, whether it is one or a page. */
@Singleton
class ConnectorReadRepository extends SqlRepository {
    /** The page first, out of one index; schedules and runs are looked up for its rows alone. */
    private static final String SELECT = """
            WITH page AS MATERIALIZED (
                SELECT c.*
                  FROM connector c
                 WHERE {conditions}
                 ORDER BY {order}
                 LIMIT {limit})
            SELECT c.*,
                   CASE WHEN s.running_since IS NOT NULL AND c.state <> 'OFFLINE' THEN 'PROCESSING' ELSE c.state END
                       AS shown_state,
                   CASE WHEN c.external_id_proof_version = c.credential_version THEN c.external_id_proof END
                       AS current_proof,
                   {expiring} IS TRUE AS expiring,
                   extract(epoch FROM c.credential_expires_at - now())::float8 AS credential_seconds_left,
                   v.last_used_at AS credential_last_used_at,
                   s.runnable, s.next_run_at, s.mode,
                   {denied},
                   {current_run},
                   {ended_run}
              FROM page c
              JOIN schedule s ON s.connector_id = c.id
              LEFT JOIN credential_version v ON v.connector_id = c.id AND v.version = c.credential_version
              LEFT JOIN run current_run ON current_run.id = s.active_run_id
              LEFT JOIN run ended_run ON ended_run.id = c.last_run_id
             ORDER BY {order}
            """;

    /** As the list shows each; of an unfiltered tenant, out of one index that holds all of it. */
    private static final String COUNT = """
            SELECT CASE WHEN s.connector_id IS NOT NULL AND c.state <> 'OFFLINE' THEN 'PROCESSING' ELSE c.state END
                       AS shown_state,
                   CASE WHEN {expiring} THEN 'DEGRADED' ELSE c.health END AS shown_health,
                   c.provider,
                   CASE WHEN {expiring} THEN 'CREDENTIAL_EXPIRING' ELSE c.reason_code END AS shown_reason,
                   count(*) AS connectors
              FROM connector c
              LEFT JOIN schedule s ON s.connector_id = c.id AND s.tenant = c.tenant AND s.running_since IS NOT NULL
             WHERE {conditions}
             GROUP BY 1, 2, 3, 4
            """;

    private static final String DUPLICATE = """
            SELECT CASE WHEN name_key = lower(? COLLATE pg_unicode_fast) THEN 'NAME' ELSE 'ACCOUNT' END AS key
              FROM connector
             WHERE tenant = ? AND deleted_at IS NULL AND id <> ?
               AND (name_key = lower(? COLLATE pg_unicode_fast) OR (provider = ? AND account_id = ?))
             ORDER BY key DESC
             LIMIT 1
            """;

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final ExpiringCredential expiring;
    private final DeniedColumn denied;

    ConnectorReadRepository(
            @DataSource("api") AgroalDataSource dataSource,
            ObjectMapper json,
            ExpiringCredential expiring,
            DeniedColumn denied) {
        super(dataSource, json);
        this.expiring = expiring;
        this.denied = denied;
    }

    Optional<ConnectorRow> find(Tenant tenant, UUID id) {
        Conditions conditions = new Conditions()
                .and("c.tenant = ?", tenant.name())
                .and("c.deleted_at IS NULL")
                .and("c.id = ?", id);
        return all(
                        sql(conditions, ConnectorQuery.Order.NEWEST, expiring, 1, denied.sql()),
                        conditions.values(),
                        this::map)
                .stream()
                .findFirst();
    }

    Page<ConnectorRow> list(Tenant tenant, ConnectorQuery query) {
        Conditions conditions = query.conditions(tenant, expiring);
        List<ConnectorRow> rows = all(
                sql(conditions, query.order(), expiring, query.page().rowsToRead()), conditions.values(), this::map);
        return Page.of(rows, query.page(), query::position);
    }

    ConnectorCounts count(Tenant tenant, ConnectorFilter filter) {
        Conditions conditions = filter.conditions(tenant, expiring);
        return ConnectorCounts.of(all(
                countSql(conditions, expiring),
                conditions.values(),
                row -> new ConnectorCounts.Group(
                        row.constant("shown_state", ConnectorState.class),
                        row.constant("shown_health", ConnectorHealth.class),
                        row.constant("provider", Provider.class),
                        row.constantOrNull("shown_reason", ReasonCode.class),
                        row.bigInteger("connectors"))));
    }

    /** What a live connector other than this one has already, the name before the account. */
    Optional<DuplicateConnectorException.Key> duplicate(Tenant tenant, UUID id, ConnectorSpec spec) {
        return first(
                DUPLICATE,
                Arrays.asList(
                        spec.name(),
                        tenant.name(),
                        id,
                        spec.name(),
                        spec.provider().name(),
                        spec.accountId()),
                row -> row.constant("key", DuplicateConnectorException.Key.class));
    }

    /** Of a list, which leaves out what each is denied. */
    static String sql(Conditions conditions, ConnectorQuery.Order order, ExpiringCredential expiring, int limit) {
        return sql(conditions, order, expiring, limit, DeniedColumn.left());
    }

    private static String sql(
            Conditions conditions, ConnectorQuery.Order order, ExpiringCredential expiring, int limit, String denied) {
        return limited(SELECT, limit)
                .replace("{denied}", denied)
                .replace("{conditions}", conditions.sql())
                .replace("{expiring}", expiring.sql())
                .replace("{order}", order.sql())
                .replace("{current_run}", RunRow.columns("current_run"))
                .replace("{ended_run}", RunRow.columns("ended_run"));
    }

    static String countSql(Conditions conditions, ExpiringCredential expiring) {
        return COUNT.replace("{conditions}", conditions.sql()).replace("{expiring}", expiring.sql());
    }

    private ConnectorRow map(Row row) throws SQLException {
        boolean expires = row.flag("expiring");
        Duration left = Duration.ofMillis((long) (row.decimal("credential_seconds_left") * 1000));
        return new ConnectorRow(
                row.id("id"),
                row.text("name"),
                row.text("name_key"),
                row.text("description"),
                row.constant("provider", Provider.class),
                row.integer("run_frequency_minutes"),
                row.integerOrNull("requests_per_second"),
                row.flag("enabled"),
                row.json("labels", LABELS),
                row.constant("shown_state", ConnectorState.class),
                expires ? ConnectorHealth.DEGRADED : row.constant("health", ConnectorHealth.class),
                expires
                        ? expiring.reason(row.instant("credential_expires_at"), left)
                        : row.json("reason", StoredReason.class),
                new ConnectorRow.Account(
                        Objects.requireNonNull(row.json("settings", StoredSettings.class)),
                        row.textOrNull("role_arn"),
                        row.textOrNull("external_id"),
                        row.constantOrNull("current_proof", ExternalIdProof.class),
                        row.textOrNull("application_id"),
                        row.textOrNull("client_email")),
                credential(row, left),
                new ConnectorRow.Schedule(
                        row.flag("runnable"), row.instant("next_run_at"), row.constant("mode", RunTrigger.class)),
                RunRow.orNull(row, "current_run"),
                RunRow.orNull(row, "ended_run"),
                row.instantOrNull("last_success_at"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.bigInteger("version"),
                DeniedColumn.read(row));
    }

    private ConnectorRow.Credential credential(Row row, Duration left) throws SQLException {
        Instant end = row.instantOrNull("credential_expires_at");
        return new ConnectorRow.Credential(
                row.integer("credential_version"),
                row.text("credential_fingerprint"),
                end,
                end == null ? null : expiring.warning(left),
                row.instantOrNull("credential_last_used_at"));
    }
}
