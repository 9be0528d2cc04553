package io.cloudconnectors.api.connectiontest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What clients do with tests: ask for them, one at a time of each connector, and read them. */
@Singleton
class ConnectionTestRepository extends SqlRepository {
    private static final String INSERT = """
            INSERT INTO connection_test (id, tenant, connector_id, provider, settings, credential, credential_id,
                                         credential_version, ends_by, budget_seconds)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, now() + ? * interval '1 second', ?)
                ON CONFLICT (connector_id) WHERE state IN ('QUEUED', 'RUNNING') DO NOTHING
            RETURNING {columns}
            """;

    private static final String GOING = """
            SELECT id FROM connection_test WHERE tenant = ? AND connector_id = ? AND state IN ('QUEUED', 'RUNNING')
            """;

    /** As long as there is what it was a test of. */
    private static final String FIND = """
            SELECT {columns}
              FROM connection_test t
             WHERE t.tenant = ? AND t.connector_id = ? AND t.id = ?
               AND (EXISTS (SELECT FROM connector c WHERE c.id = t.connector_id AND c.tenant = t.tenant AND c.deleted_at IS NULL)
                    OR EXISTS (SELECT FROM draft d WHERE d.id = t.connector_id AND d.tenant = t.tenant AND d.expires_at > now()))
            """;

    private static final String COLUMNS =
            "id, connector_id, provider, credential, credential_version, state, created_at, started_at, finished_at, reason, steps";

    private static final TypeReference<List<ConnectionTest.Step>> STEPS = new TypeReference<>() {};

    private final ObjectMapper json;
    private final ConnectionTestsConfig config;

    ConnectionTestRepository(
            @DataSource("api") AgroalDataSource dataSource, ObjectMapper json, ConnectionTestsConfig config) {
        super(dataSource, json);
        this.json = json;
        this.config = config;
    }

    /** Queues a test; empty when another one of the connector is going. */
    Optional<ConnectionTest> insert(
            Tenant tenant,
            UUID connectorId,
            UUID testId,
            Subject subject,
            TestedCredential which,
            CredentialReference credential) {
        List<Object> values = Arrays.asList(
                testId,
                tenant.name(),
                connectorId,
                subject.account().provider().name(),
                settings(subject),
                which.name(),
                credential.id(),
                credential.version(),
                config.time().toSeconds(),
                Math.toIntExact(config.budget().toSeconds()));
        return first(INSERT.replace("{columns}", COLUMNS), values, ConnectionTestRepository::map);
    }

    /** The test of the connector that is going. */
    Optional<UUID> going(Tenant tenant, UUID connectorId) {
        return first(GOING, List.of(tenant.name(), connectorId), row -> row.id("id"));
    }

    Optional<ConnectionTest> find(Tenant tenant, UUID connectorId, UUID testId) {
        return first(
                FIND.replace("{columns}", COLUMNS),
                List.of(tenant.name(), connectorId, testId),
                ConnectionTestRepository::map);
    }

    private String settings(Subject subject) {
        try {
            return json.writeValueAsString(subject.account().settings());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings are always writable", e);
        }
    }

    private static ConnectionTest map(Row row) throws SQLException {
        return new ConnectionTest(
                row.id("id"),
                row.id("connector_id"),
                row.constant("provider", Provider.class),
                row.constant("credential", TestedCredential.class),
                row.integer("credential_version"),
                row.constant("state", TestState.class),
                row.instant("created_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("finished_at"),
                row.json("reason", StoredReason.class),
                row.textOrNull("steps") == null ? null : row.json("steps", STEPS));
    }
}
