package io.cloudconnectors.api.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunTrigger;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a connector's credential was used for: the runs and tests that came to a lease. */
@Singleton
class CredentialUseRepository extends SqlRepository {
    /** A page of each, out of its own index, and of these one page. */
    static final String USES = """
            SELECT u.id, u.trigger, u.state, u.version, u.started_at, u.finished_at, u.reason, u.calls,
                   COALESCE(v.role_arn, v.application_id, v.client_email) AS principal
              FROM ((SELECT id, trigger, state, credential_version AS version, started_at, finished_at, reason, calls
                       FROM run
                      WHERE {conditions}
                      ORDER BY id DESC
                      LIMIT {limit})
                    UNION ALL
                    (SELECT id, 'TEST', state, CASE credential WHEN 'TRIAL' THEN NULL ELSE credential_version END, started_at,
                            finished_at, reason, calls
                       FROM connection_test
                      WHERE {conditions}
                      ORDER BY id DESC
                      LIMIT {limit})) AS u
              LEFT JOIN credential_version v ON v.tenant = ? AND v.connector_id = ? AND v.version = u.version
             ORDER BY u.id DESC
             LIMIT {limit}
            """;

    private static final TypeReference<Map<String, Integer>> CALLS = new TypeReference<>() {};

    CredentialUseRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** The newest first. */
    Page<CredentialUseView> list(Tenant tenant, UUID connectorId, Provider provider, PageRequest page) {
        Conditions conditions = new Conditions()
                .and("tenant = ?", tenant.name())
                .and("connector_id = ?", connectorId)
                .and("started_at IS NOT NULL");
        if (!page.isFirst()) {
            conditions.and("id < ?", page.afterId(0));
        }
        List<Object> values = new ArrayList<>(conditions.values());
        values.addAll(conditions.values());
        values.add(tenant.name());
        values.add(connectorId);
        List<CredentialUseView> uses = all(
                limited(USES.replace("{conditions}", conditions.sql()), page.rowsToRead()),
                values,
                row -> map(row, provider));
        return Page.of(uses, page, use -> List.of(use.runId().toString()));
    }

    private static CredentialUseView map(Row row, Provider provider) throws SQLException {
        UUID run = row.id("id");
        StoredReason reason = row.json("reason", StoredReason.class);
        return new CredentialUseView(
                run,
                row.constant("trigger", RunTrigger.class),
                row.instant("started_at"),
                row.instantOrNull("finished_at"),
                row.constant("state", RunState.class),
                reason == null ? null : reason.code(),
                row.integerOrNull("version"),
                row.textOrNull("principal"),
                roleSessionName(run, provider),
                row.textOrNull("calls") == null ? null : row.json("calls", CALLS));
    }

    private static @Nullable String roleSessionName(UUID run, Provider provider) {
        return switch (provider) {
            case AWS -> run.toString();
            case AZURE, GCP -> null;
        };
    }
}
