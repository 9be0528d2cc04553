package io.cloudconnectors.vault.secret;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.problem.StorageException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credential versions: written once, read, deleted; never changed. */
@ApplicationScoped
public class CredentialRepository {
    private static final String COLUMNS =
            "tenant, connector_id, credential_id, version, kind, sealed, fingerprint, expires_at, sealed_at";
    private static final String ADD = "INSERT INTO credential_version (" + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM credential_version WHERE credential_id = ? AND version = ?";
    private static final String FIND_LATEST = "SELECT " + COLUMNS
            + " FROM credential_version WHERE credential_id = ? AND version < ? ORDER BY version DESC LIMIT 1";
    private static final String DELETE = "DELETE FROM credential_version WHERE credential_id = ? AND tenant = ?";

    private final AgroalDataSource vault;

    CredentialRepository(@DataSource("vault") AgroalDataSource vault) {
        this.vault = vault;
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
                        version.sealed(),
                        version.fingerprint(),
                        utc(version.expiresAt()),
                        utc(version.sealedAt()))
                == 1;
    }

    /** One version, of whatever tenant: the caller compares. */
    public Optional<CredentialVersion> find(UUID credential, int version) {
        return query(FIND, credential, version);
    }

    Optional<CredentialVersion> latestBefore(UUID credential, int version) {
        return query(FIND_LATEST, credential, version);
    }

    void delete(String tenant, UUID credential) {
        update(DELETE, credential, tenant);
    }

    private Optional<CredentialVersion> query(String sql, Object... parameters) {
        try (Connection connection = vault.getConnection();
                PreparedStatement statement = bind(connection.prepareStatement(sql), parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
        } catch (SQLException e) {
            throw new StorageException("vault", e);
        }
    }

    private static CredentialVersion read(ResultSet row) throws SQLException {
        OffsetDateTime expiresAt = row.getObject(8, OffsetDateTime.class);
        return new CredentialVersion(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getInt(4),
                CredentialKind.valueOf(row.getString(5)),
                row.getBytes(6),
                row.getString(7),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getObject(9, OffsetDateTime.class).toInstant());
    }

    private int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = vault.getConnection();
                PreparedStatement statement = bind(connection.prepareStatement(sql), parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StorageException("vault", e);
        }
    }

    private static PreparedStatement bind(PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
