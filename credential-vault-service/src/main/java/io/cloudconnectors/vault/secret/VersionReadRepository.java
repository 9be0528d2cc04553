package io.cloudconnectors.vault.secret;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** What may be seen of versions; their secrets are not even read. */
@Singleton
class VersionReadRepository extends SqlRepository {
    private static final String LIST = """
            SELECT v.connector_id, v.version, v.kind, v.complete, v.fingerprint, v.sealed_at, v.expires_at,
                   v.reconcile_at IS NULL AND v.purge_at IS NULL AS committed, v.purge_at, v.deleted_at, u.last_used_at
              FROM credential_version v
              LEFT JOIN credential_use u ON u.credential_id = v.credential_id AND u.version = v.version
             WHERE v.credential_id = ? AND v.tenant = ?
             ORDER BY v.version
            """;

    VersionReadRepository(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    List<CredentialView.Version> list(String tenant, UUID credential) {
        return list(
                LIST,
                row -> new CredentialView.Version(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getString(5),
                        instantOrNull(row, 6),
                        instantOrNull(row, 7),
                        row.getBoolean(8),
                        instantOrNull(row, 9),
                        instantOrNull(row, 10),
                        instantOrNull(row, 11)),
                credential,
                tenant);
    }
}
