package io.cloudconnectors.vault.envelope;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The wrapped keys. Rows are written once and deleted, never changed. */
@Singleton
public class KeystoreRepository extends SqlRepository {
    private static final String ADD_TENANT_KEY = """
            INSERT INTO tenant_key (tenant, version, wrapped, created_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";
    private static final String CURRENT_TENANT_KEY =
            "SELECT version, wrapped FROM tenant_key WHERE tenant = ? ORDER BY version DESC LIMIT 1";
    private static final String TENANT_KEY = "SELECT version, wrapped FROM tenant_key WHERE tenant = ? AND version = ?";
    private static final String ADD_DATA_KEY = """
            INSERT INTO data_key (credential_id, credential_version, tenant, wrapped, created_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";
    private static final String DATA_KEY =
            "SELECT wrapped FROM data_key WHERE credential_id = ? AND credential_version = ? AND tenant = ?";
    private static final String DELETE_DATA_KEY =
            "DELETE FROM data_key WHERE credential_id = ? AND credential_version = ? AND tenant = ?";
    private static final String DELETE_DATA_KEYS = "DELETE FROM data_key WHERE credential_id = ? AND tenant = ?";
    private static final String KEK_CHECK = "SELECT sealed FROM kek_check";
    private static final String ADD_KEK_CHECK = "INSERT INTO kek_check (sealed) VALUES (?) ON CONFLICT DO NOTHING";

    private final InstantSource clock;

    KeystoreRepository(@DataSource("keystore") AgroalDataSource keystore, InstantSource clock) {
        super("keystore", keystore);
        this.clock = clock;
    }

    /** A wrapped tenant key with its version. */
    record WrappedTenantKey(int version, byte[] wrapped) {}

    Optional<WrappedTenantKey> currentTenantKey(String tenant) {
        return query(CURRENT_TENANT_KEY, KeystoreRepository::tenantKey, tenant);
    }

    Optional<WrappedTenantKey> tenantKey(String tenant, int version) {
        return query(TENANT_KEY, KeystoreRepository::tenantKey, tenant, version);
    }

    /** Keeps the key unless another caller was first; read it back. */
    void addTenantKey(String tenant, int version, byte[] wrapped) {
        update(ADD_TENANT_KEY, tenant, version, wrapped, clock.instant().atOffset(ZoneOffset.UTC));
    }

    Optional<byte[]> dataKey(Binding.DataKey key) {
        return query(DATA_KEY, row -> row.getBytes(1), key.credential(), key.version(), key.tenant());
    }

    /** Keeps the key unless another caller was first; read it back. */
    void addDataKey(Binding.DataKey key, byte[] wrapped) {
        update(
                ADD_DATA_KEY,
                key.credential(),
                key.version(),
                key.tenant(),
                wrapped,
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    void deleteDataKey(Binding.DataKey key) {
        update(DELETE_DATA_KEY, key.credential(), key.version(), key.tenant());
    }

    void deleteDataKeys(String tenant, UUID credential) {
        update(DELETE_DATA_KEYS, credential, tenant);
    }

    Optional<byte[]> kekCheck() {
        return query(KEK_CHECK, row -> row.getBytes(1));
    }

    /** Keeps the value unless another instance was first; read it back. */
    void addKekCheck(byte[] sealed) {
        update(ADD_KEK_CHECK, (Object) sealed);
    }

    private static WrappedTenantKey tenantKey(ResultSet row) throws SQLException {
        return new WrappedTenantKey(row.getInt(1), row.getBytes(2));
    }
}
