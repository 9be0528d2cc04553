package io.cloudconnectors.vault.secret;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credential versions: written once, read, deleted; never changed. */
@Singleton
public class CredentialRepository extends SqlRepository {
    private static final String COLUMNS =
            "tenant, connector_id, credential_id, version, kind, complete, sealed, fingerprint, expires_at, sealed_at,"
                    + " purge_at";
    private static final String ADD = "INSERT INTO credential_version (" + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM credential_version WHERE credential_id = ? AND version = ?";
    private static final String FIND_LATEST = "SELECT " + COLUMNS
            + " FROM credential_version WHERE credential_id = ? AND version < ? ORDER BY version DESC LIMIT 1";
    private static final String FIND_EXPIRED =
            "SELECT " + COLUMNS + " FROM credential_version WHERE purge_at <= ? ORDER BY purge_at LIMIT 1";
    private static final String DELETE_VERSION =
            "DELETE FROM credential_version WHERE credential_id = ? AND version = ? AND tenant = ?";
    private static final String DELETE = "DELETE FROM credential_version WHERE credential_id = ? AND tenant = ?";

    CredentialRepository(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    /** True when the version is new; false when there was one, which then stays as it is. */
    boolean add(CredentialVersion version) {
        return update(
                        ADD,
                        version.tenant(),
                        version.connector(),
                        version.credential(),
                        version.version(),
                        version.kind().name(),
                        version.complete(),
                        version.sealed(),
                        version.fingerprint(),
                        utc(version.expiresAt()),
                        utc(version.sealedAt()),
                        utc(version.purgeAt()))
                == 1;
    }

    /** One version, of whatever tenant: the caller compares. */
    public Optional<CredentialVersion> find(UUID credential, int version) {
        return query(FIND, CredentialRepository::read, credential, version);
    }

    Optional<CredentialVersion> latestBefore(UUID credential, int version) {
        return query(FIND_LATEST, CredentialRepository::read, credential, version);
    }

    /** The version whose time has been over for longest. */
    Optional<CredentialVersion> oldestExpired(Instant now) {
        return query(FIND_EXPIRED, CredentialRepository::read, utc(now));
    }

    void deleteVersion(Credentials.Key key) {
        update(DELETE_VERSION, key.credential(), key.version(), key.tenant());
    }

    void delete(String tenant, UUID credential) {
        update(DELETE, credential, tenant);
    }

    private static CredentialVersion read(ResultSet row) throws SQLException {
        return new CredentialVersion(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getInt(4),
                CredentialKind.valueOf(row.getString(5)),
                row.getBoolean(6),
                row.getBytes(7),
                row.getString(8),
                instant(row, 9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                instant(row, 11));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
