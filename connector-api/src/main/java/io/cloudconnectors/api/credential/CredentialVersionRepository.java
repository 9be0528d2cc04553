package io.cloudconnectors.api.credential;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.SealedCredential;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The versions of credentials as their tenants see and change them. Each change stands in a transaction that holds the lock
 * of the connector; what exists before it is locked last, after connector and schedule, as a lease does.
 */
@Singleton
public class CredentialVersionRepository extends SqlRepository {
    private static final String COLUMNS = "version, fingerprint, current, role_arn, application_id, client_email,"
            + " expires_at, COALESCE(expires_at <= now(), false) AS ended, created_at, last_used_at";

    private static final String SELECT = """
            SELECT {columns}, retired_at IS NOT NULL AS retired
              FROM credential_version
             WHERE {conditions}
             ORDER BY version DESC
             LIMIT {limit}
            """;

    private static final String ADD = """
            INSERT INTO credential_version (connector_id, version, tenant, current, fingerprint, role_arn, application_id,
                                            client_email, expires_at, created_at)
            VALUES (?, ?, ?, false, ?, ?, ?, ?, ?, now())
            ON CONFLICT DO NOTHING
            """;

    private static final String HIGHEST = """
            SELECT COALESCE(max(version), 0) AS version FROM credential_version WHERE tenant = ? AND connector_id = ?
            """;

    private static final String NONE_CURRENT = """
            UPDATE credential_version SET current = false WHERE tenant = ? AND connector_id = ? AND current
            """;

    private static final String CURRENT = """
            UPDATE credential_version SET current = true WHERE tenant = ? AND connector_id = ? AND version = ?
            """;

    /** Another end has warnings of its own. */
    private static final String MOVE_END = """
            UPDATE credential_version
               SET expires_at = new.expires_at, warned_days = DEFAULT
              FROM (VALUES (?::timestamptz)) AS new (expires_at)
             WHERE tenant = ? AND connector_id = ? AND current
               AND credential_version.expires_at IS DISTINCT FROM new.expires_at
            """;

    /** The version of a run or a test that is going stays until the next time. */
    private static final String RETIRE_OLDEST = """
            UPDATE credential_version
               SET retired_at = now(), shred_at = now()
             WHERE tenant = ? AND connector_id = ?
               AND version IN (SELECT v.version
                                 FROM credential_version v
                                WHERE v.connector_id = ? AND NOT v.current AND v.retired_at IS NULL
                                ORDER BY v.version DESC
                               OFFSET ?)
               AND version NOT IN (SELECT r.credential_version
                                     FROM schedule s JOIN run r ON r.id = s.active_run_id
                                    WHERE s.connector_id = ?)
               AND version NOT IN (SELECT t.credential_version
                                     FROM connection_test t
                                    WHERE t.connector_id = ? AND t.credential <> 'TRIAL'
                                      AND t.state IN ('QUEUED', 'RUNNING'))
            RETURNING {columns}, old.retired_at IS NOT NULL AS retired
            """;

    private static final String RETIRE = """
            UPDATE credential_version
               SET retired_at = now(), shred_at = now()
             WHERE tenant = ? AND connector_id = ? AND version = ? AND NOT current AND retired_at IS NULL
            """;

    private static final String RUN_WITH = """
            SELECT r.id
              FROM schedule s JOIN run r ON r.id = s.active_run_id
             WHERE s.tenant = ? AND s.connector_id = ? AND r.credential_version = ?
            """;

    private static final String TEST_WITH = """
            SELECT id
              FROM connection_test
             WHERE tenant = ? AND connector_id = ? AND credential_version = ? AND credential <> 'TRIAL'
               AND state IN ('QUEUED', 'RUNNING')
            """;

    private final CredentialsConfig config;

    CredentialVersionRepository(
            @DataSource("api") AgroalDataSource dataSource, ObjectMapper json, CredentialsConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** The newest first. */
    public Page<CredentialVersion> list(Tenant tenant, UUID connectorId, PageRequest page) {
        Conditions conditions = ofConnector(tenant, connectorId);
        if (!page.isFirst()) {
            conditions.and("version < ?", page.afterNumber(0));
        }
        return Page.of(
                read(conditions, page.rowsToRead()), page, version -> List.of(Integer.toString(version.version())));
    }

    /** One version, shredded or not. */
    public Optional<CredentialVersion> find(Tenant tenant, UUID connectorId, int version) {
        return read(ofConnector(tenant, connectorId).and("version = ?", version), 1).stream()
                .findFirst();
    }

    /** The next number that was never given. */
    public int next(Tenant tenant, UUID connectorId) {
        return first(HIGHEST, List.of(tenant.name(), connectorId), row -> row.integer("version"))
                        .orElse(0)
                + 1;
    }

    /**
     * Adds a version that is not the current one.
     *
     * @return false when the number was given meanwhile
     */
    public boolean add(Tenant tenant, UUID connectorId, SealedCredential sealed, CredentialParts parts) {
        return update(
                        ADD,
                        connectorId,
                        sealed.version(),
                        tenant.name(),
                        sealed.fingerprint(),
                        parts.roleArn(),
                        parts.applicationId(),
                        parts.clientEmail(),
                        utc(parts.expiresAt()))
                == 1;
    }

    /** Makes a version the current one. */
    public void makeCurrent(Tenant tenant, UUID connectorId, int version) {
        update(NONE_CURRENT, tenant.name(), connectorId);
        update(CURRENT, tenant.name(), connectorId, version);
    }

    /** Takes over another end of the current version, if it is another. */
    public void moveEnd(Tenant tenant, UUID connectorId, @Nullable Instant expiresAt) {
        update(MOVE_END, utc(expiresAt), tenant.name(), connectorId);
    }

    /**
     * Retires what is beyond the number of versions that are kept beside the current one.
     *
     * @return those, as they were
     */
    public List<CredentialVersion> retireOldest(Tenant tenant, UUID connectorId) {
        return all(
                RETIRE_OLDEST.replace("{columns}", COLUMNS),
                List.of(tenant.name(), connectorId, connectorId, config.keptVersions(), connectorId, connectorId),
                CredentialVersionRepository::map);
    }

    /** Retires a version that is not the current one. */
    public void retire(Tenant tenant, UUID connectorId, int version) {
        update(RETIRE, tenant.name(), connectorId, version);
    }

    /** The run that is queued or running with a version. */
    public Optional<UUID> runWith(Tenant tenant, UUID connectorId, int version) {
        return first(RUN_WITH, List.of(tenant.name(), connectorId, version), row -> row.id("id"));
    }

    /** The connection test that is queued or running with a version. */
    public Optional<UUID> testWith(Tenant tenant, UUID connectorId, int version) {
        return first(TEST_WITH, List.of(tenant.name(), connectorId, version), row -> row.id("id"));
    }

    private static Conditions ofConnector(Tenant tenant, UUID connectorId) {
        return new Conditions().and("tenant = ?", tenant.name()).and("connector_id = ?", connectorId);
    }

    private List<CredentialVersion> read(Conditions conditions, int limit) {
        return all(
                limited(SELECT.replace("{columns}", COLUMNS).replace("{conditions}", conditions.sql()), limit),
                conditions.values(),
                CredentialVersionRepository::map);
    }

    private static CredentialVersion map(Row row) throws SQLException {
        return new CredentialVersion(
                row.integer("version"),
                row.text("fingerprint"),
                row.flag("current"),
                new CredentialParts(
                        row.textOrNull("role_arn"),
                        row.textOrNull("application_id"),
                        row.textOrNull("client_email"),
                        row.instantOrNull("expires_at")),
                row.flag("retired"),
                row.flag("ended"),
                row.instant("created_at"),
                row.instantOrNull("last_used_at"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
