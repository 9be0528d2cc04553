package io.cloudconnectors.vault.secret;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credential versions: written once, read, deleted. What they hold never changes; the role of this service may change only
 * when they end and when connector-api is asked about them.
 */
@Singleton
public class CredentialRepository extends SqlRepository {
    private static final String COLUMNS =
            "tenant, connector_id, credential_id, version, kind, complete, sealed, fingerprint, expires_at, sealed_at,"
                    + " purge_at, deleted_at";

    /** One that is kept for a time ends by itself: nobody has to be asked about it. */
    private static final String ADD = """
            INSERT INTO credential_version (tenant, connector_id, credential_id, version, kind, complete, sealed, fingerprint,
                                            expires_at, sealed_at, purge_at, reconcile_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz,
                    CASE WHEN ?::timestamptz IS NULL THEN now() + make_interval(secs => ?) END)
            ON CONFLICT DO NOTHING
            """;

    private static final String FIND = "SELECT " + COLUMNS
            + " FROM credential_version WHERE credential_id = ? AND version = ? AND deleted_at IS NULL";
    private static final String FIND_ANY =
            "SELECT " + COLUMNS + " FROM credential_version WHERE credential_id = ? AND version = ?";
    private static final String FIND_LATEST = "SELECT " + COLUMNS
            + " FROM credential_version WHERE credential_id = ? AND version < ? AND deleted_at IS NULL"
            + " ORDER BY version DESC LIMIT 1";
    private static final String FIND_EXPIRED =
            "SELECT " + COLUMNS + " FROM credential_version WHERE purge_at <= ? ORDER BY purge_at LIMIT 1";

    /** Whoever seals it again is about to commit it: the question to connector-api waits as long again. */
    private static final String SEALED_AGAIN = """
            UPDATE credential_version
               SET reconcile_at = CASE WHEN reconcile_at IS NOT NULL THEN now() + make_interval(secs => ?) END
             WHERE credential_id = ? AND version = ? AND deleted_at IS NULL
            """;

    private static final String MARK = """
            UPDATE credential_version
               SET deleted_at = now(), purge_at = least(purge_at, now() + make_interval(secs => ?))
             WHERE credential_id = ? AND tenant = ? AND deleted_at IS NULL
            """;

    private static final String MARK_VERSION = MARK.stripTrailing() + " AND version = ?";

    /** Unless it was sealed again, or confirmed, since it was taken. */
    private static final String MARK_UNCOMMITTED = MARK_VERSION + " AND reconcile_at = ?";

    private static final String DELETE_VERSION =
            "DELETE FROM credential_version WHERE credential_id = ? AND version = ? AND tenant = ?";
    private static final String DELETE = "DELETE FROM credential_version WHERE credential_id = ? AND tenant = ?";

    CredentialRepository(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    /**
     * True when the version is new; false when there was one, which then stays as it is.
     *
     * @param grace how long it may stay uncommitted
     */
    boolean add(CredentialVersion version, Duration grace) {
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
                        utc(version.purgeAt()),
                        utc(version.purgeAt()),
                        seconds(grace))
                == 1;
    }

    /** One version that is not deleted, of whatever tenant: the caller compares. */
    public Optional<CredentialVersion> find(UUID credential, int version) {
        return query(FIND, CredentialRepository::read, credential, version);
    }

    /** The same, deleted or not. */
    Optional<CredentialVersion> findAny(UUID credential, int version) {
        return query(FIND_ANY, CredentialRepository::read, credential, version);
    }

    Optional<CredentialVersion> latestBefore(UUID credential, int version) {
        return query(FIND_LATEST, CredentialRepository::read, credential, version);
    }

    /** The version whose time has been over for longest. */
    Optional<CredentialVersion> oldestExpired(Instant now) {
        return query(FIND_EXPIRED, CredentialRepository::read, utc(now));
    }

    /** False when it was deleted meanwhile. */
    boolean sealedAgain(Credentials.Key key, Duration grace) {
        return update(SEALED_AGAIN, seconds(grace), key.credential(), key.version()) == 1;
    }

    /** From now on nobody gets any version of it. */
    void markDeleted(String tenant, UUID credential, Duration retention) {
        update(MARK, seconds(retention), credential, tenant);
    }

    /** From now on nobody gets it. */
    void markDeleted(Credentials.Key key, Duration retention) {
        update(MARK_VERSION, seconds(retention), key.credential(), key.tenant(), key.version());
    }

    /** The same, if nothing happened to it since it was taken: whether that is so. */
    boolean markUncommitted(Credentials.Key key, Duration retention, Instant taken) {
        return update(MARK_UNCOMMITTED, seconds(retention), key.credential(), key.tenant(), key.version(), utc(taken))
                == 1;
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
                CredentialKinds.named(row.getString(5)),
                row.getBoolean(6),
                row.getBytes(7),
                row.getString(8),
                instantOrNull(row, 9),
                instant(row, 10),
                instantOrNull(row, 11),
                instantOrNull(row, 12));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
