package io.cloudconnectors.vault.envelope;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The wrapped keys, as sealing, opening and shredding need them. A rotation replaces them by the same keys wrapped anew. */
@Singleton
public class KeystoreRepository extends SqlRepository {
    private static final String TENANT_KEYS = "SELECT version, wrapped FROM tenant_key WHERE tenant = ?";
    private static final String STATE = "SELECT generation, shredded_at IS NOT NULL FROM tenant_state WHERE tenant = ?";
    private static final String ADD_STATE =
            "INSERT INTO tenant_state (tenant, generation) VALUES (?, 1) ON CONFLICT DO NOTHING";
    private static final String LOCK_STATE = STATE + " FOR UPDATE";
    private static final String ADD_TENANT_KEY = """
            INSERT INTO tenant_key (tenant, version, wrapped, created_at)
            SELECT ?, ?, ?, ?
            WHERE NOT EXISTS (SELECT FROM retired_key
                              WHERE (tenant = ? AND name = ?) OR (tenant = '' AND name = ?))
            ON CONFLICT DO NOTHING""";
    /** Holds the wrapping key meanwhile, so that it is not retired between this statement and its own end. */
    private static final String ADD_DATA_KEY = """
            INSERT INTO data_key (tenant, credential_id, credential_version, generation, wrapped, created_at)
            SELECT k.tenant, ?, ?, ?, ?, ?
            FROM tenant_key k
            WHERE k.tenant = ? AND k.version = ?
              AND NOT EXISTS (SELECT FROM retired_key r WHERE r.tenant = k.tenant AND r.name IN (?, ?))
            FOR KEY SHARE OF k
            ON CONFLICT DO NOTHING""";
    /** Holds the data key that it follows, so that a shredded version gets no new one. */
    private static final String ADD_NEXT_DATA_KEY = """
            INSERT INTO data_key (tenant, credential_id, credential_version, generation, wrapped, created_at)
            SELECT d.tenant, d.credential_id, d.credential_version, ?, ?, ?
            FROM data_key d, tenant_key k
            WHERE d.tenant = ? AND d.credential_id = ? AND d.credential_version = ? AND d.generation = ?
              AND k.tenant = d.tenant AND k.version = ?
            FOR KEY SHARE OF d, k
            ON CONFLICT DO NOTHING""";

    private static final String DATA_KEY = """
            SELECT wrapped FROM data_key
            WHERE tenant = ? AND credential_id = ? AND credential_version = ? AND generation = ?""";
    private static final String DELETE_DATA_KEY =
            "DELETE FROM data_key WHERE tenant = ? AND credential_id = ? AND credential_version = ?";
    private static final String DELETE_DATA_KEYS = "DELETE FROM data_key WHERE tenant = ? AND credential_id = ?";
    private static final String FINGERPRINT_KEY = "SELECT wrapped FROM fingerprint_key WHERE tenant = ?";
    private static final String ADD_FINGERPRINT_KEY = """
            INSERT INTO fingerprint_key (tenant, wrapped, created_at)
            SELECT k.tenant, ?, ? FROM tenant_key k WHERE k.tenant = ? AND k.version = ?
            FOR KEY SHARE OF k
            ON CONFLICT DO NOTHING""";
    private static final String DELETE_TENANT_KEYS = "DELETE FROM tenant_key WHERE tenant = ? RETURNING version";
    private static final String RETIRE =
            "INSERT INTO retired_key (tenant, name, retired_at) SELECT ?, unnest(?), now() ON CONFLICT DO NOTHING";
    private static final String RETIRED = "SELECT name FROM retired_key WHERE tenant = ?";
    private static final String DELETE_FINGERPRINT_KEY = "DELETE FROM fingerprint_key WHERE tenant = ?";
    /** As many as are deleted well within the time-out of a statement. */
    private static final int DATA_KEYS_AT_A_TIME = 10_000;

    private static final String DELETE_SOME_DATA_KEYS = """
            DELETE FROM data_key WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM data_key WHERE tenant = ? LIMIT ?))""";
    private static final String SHRED_STATE = "UPDATE tenant_state SET shredded_at = now() WHERE tenant = ?";
    private static final String RENEW = "UPDATE tenant_state SET shredded_at = NULL WHERE tenant = ?";
    private static final String KEK_CHECK = "SELECT sealed FROM kek_check";
    private static final String ADD_KEK_CHECK = "INSERT INTO kek_check (sealed) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String REPLACE_KEK_CHECK = "UPDATE kek_check SET sealed = ?";
    private static final String KEKS = "SELECT wrapped_by, count(*) FROM tenant_key GROUP BY 1 ORDER BY 1";

    private final InstantSource clock;

    KeystoreRepository(@DataSource("keystore") AgroalDataSource keystore, InstantSource clock) {
        super("keystore", keystore);
        this.clock = clock;
    }

    /** How many tenant keys a KEK wraps. */
    record KekUse(String name, long keys) {}

    /** Whether a tenant's keys were shredded, and the generation of its data keys. */
    record TenantState(int generation, boolean shredded) {}

    /** Every version of a tenant's key. */
    SortedMap<Integer, byte[]> tenantKeys(String tenant) {
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        list(TENANT_KEYS, row -> Map.entry(row.getInt(1), row.getBytes(2)), tenant)
                .forEach(key -> keys.put(key.getKey(), key.getValue()));
        return keys;
    }

    TenantState state(String tenant) {
        return query(STATE, row -> new TenantState(row.getInt(1), row.getBoolean(2)), tenant)
                .orElse(new TenantState(1, false));
    }

    /** Keeps the key unless another caller was first, its name or the KEK's is retired, or the tenant was shredded. */
    void addTenantKey(String tenant, int version, String kek, byte[] wrapped) {
        var _ = this.<Boolean>transaction(connection -> {
            update(connection, ADD_STATE, tenant);
            if (lock(connection, tenant).shredded()) {
                return false;
            }
            return update(
                            connection,
                            ADD_TENANT_KEY,
                            tenant,
                            version,
                            wrapped,
                            now(),
                            tenant,
                            TenantKey.name(version),
                            kek)
                    == 1;
        });
    }

    private static TenantState lock(Connection connection, String tenant) throws SQLException {
        return list(connection, LOCK_STATE, row -> new TenantState(row.getInt(1), row.getBoolean(2)), tenant)
                .getFirst();
    }

    Optional<byte[]> dataKey(Binding.DataKey key) {
        return query(DATA_KEY, row -> row.getBytes(1), key.tenant(), key.credential(), key.version(), key.generation());
    }

    /** Keeps the key unless another caller was first, or what wraps it is gone or retired: then false. */
    boolean addDataKey(Binding.DataKey key, int tenantKey, byte[] wrapped) {
        return update(
                        ADD_DATA_KEY,
                        key.credential(),
                        key.version(),
                        key.generation(),
                        wrapped,
                        now(),
                        key.tenant(),
                        tenantKey,
                        TenantKey.name(tenantKey),
                        key.name())
                == 1;
    }

    /** Keeps the key beside that of an older generation, unless that was shredded; read it back. */
    void addNextDataKey(Binding.DataKey key, int older, int tenantKey, byte[] wrapped) {
        update(
                ADD_NEXT_DATA_KEY,
                key.generation(),
                wrapped,
                now(),
                key.tenant(),
                key.credential(),
                key.version(),
                older,
                tenantKey);
    }

    /** Again until there is none: a re-sealing that had begun may have added one meanwhile, and cannot add another. */
    void deleteDataKeysOfVersion(String tenant, UUID credential, int version) {
        while (update(DELETE_DATA_KEY, tenant, credential, version) > 0) {}
    }

    /** As {@link #deleteDataKeysOfVersion}, for every version. */
    void deleteDataKeys(String tenant, UUID credential) {
        while (update(DELETE_DATA_KEYS, tenant, credential) > 0) {}
    }

    Optional<byte[]> fingerprintKey(String tenant) {
        return query(FINGERPRINT_KEY, row -> row.getBytes(1), tenant);
    }

    /** Keeps the key unless another caller was first; read it back. */
    void addFingerprintKey(String tenant, int tenantKey, byte[] wrapped) {
        update(ADD_FINGERPRINT_KEY, wrapped, now(), tenant, tenantKey);
    }

    /**
     * Deletes every key of a tenant, and lets none be made. The tenant keys go first and onto the list of this database, in one
     * transaction; the data keys, of which there may be a million, some at a time.
     *
     * @return every retired name of the tenant, so that whoever repeats what was interrupted leaves none out
     */
    List<String> shredTenant(String tenant) {
        List<String> retired = transaction(connection -> {
            update(connection, ADD_STATE, tenant);
            lock(connection, tenant);
            update(connection, SHRED_STATE, tenant);
            List<String> gone = list(connection, DELETE_TENANT_KEYS, row -> TenantKey.name(row.getInt(1)), tenant);
            update(connection, RETIRE, tenant, gone.toArray(String[]::new));
            update(connection, DELETE_FINGERPRINT_KEY, tenant);
            return list(connection, RETIRED, row -> row.getString(1), tenant);
        });
        while (update(DELETE_SOME_DATA_KEYS, tenant, DATA_KEYS_AT_A_TIME) > 0) {}
        return retired;
    }

    /** Lets keys be made again for a tenant that was shredded; false when it was not. */
    boolean renewTenant(String tenant) {
        return update(RENEW + " AND shredded_at IS NOT NULL", tenant) == 1;
    }

    Optional<byte[]> kekCheck() {
        return query(KEK_CHECK, row -> row.getBytes(1));
    }

    /** Keeps the value unless another instance was first; read it back. */
    void addKekCheck(byte[] sealed) {
        update(ADD_KEK_CHECK, (Object) sealed);
    }

    void replaceKekCheck(byte[] sealed) {
        update(REPLACE_KEK_CHECK, (Object) sealed);
    }

    List<KekUse> keks() {
        return list(KEKS, row -> new KekUse(row.getString(1), row.getLong(2)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
