package io.cloudconnectors.vault.rotation;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Data keys as rotations see them, in the order of credential, version and generation. */
@Singleton
public class DataKeyRepository extends SqlRepository {
    static final String AFTER_WRAPPED_BY = """
            SELECT credential_id, credential_version, generation, wrapped, false FROM data_key
            WHERE tenant = ? AND wrapped_by = ?
              AND (credential_id, credential_version, generation) > (?, ?, ?)
            ORDER BY credential_id, credential_version, generation LIMIT ?""";
    private static final String COUNT_WRAPPED_BY =
            "SELECT count(*) FROM data_key WHERE tenant = ? AND wrapped_by = ANY (?)";
    /** Those whose successor is not there yet; after a kill this begins where it was left. */
    private static final String AFTER_WITHOUT_SUCCESSOR = """
            SELECT credential_id, credential_version, generation, wrapped, false
            FROM data_key d
            WHERE tenant = ? AND generation < ?
              AND (credential_id, credential_version, generation) > (?, ?, ?)
              AND NOT EXISTS (SELECT FROM data_key n
                              WHERE n.tenant = d.tenant AND n.credential_id = d.credential_id
                                AND n.credential_version = d.credential_version AND n.generation = ?)
            ORDER BY credential_id, credential_version, generation LIMIT ?""";

    private static final String AFTER_OF_GENERATION_BEFORE = """
            SELECT credential_id, credential_version, generation, wrapped, created_at < now() - ? * interval '1 ms'
            FROM data_key
            WHERE tenant = ? AND generation < ?
              AND (credential_id, credential_version, generation) > (?, ?, ?)
            ORDER BY credential_id, credential_version, generation LIMIT ?""";
    private static final String COUNT_GENERATIONS_BEFORE =
            "SELECT count(*) FROM data_key WHERE tenant = ? AND generation < ?";
    /** Only what is still as it was read: another instance may have been here, or it was shredded. */
    private static final String REPLACE = """
            UPDATE data_key d SET wrapped = m.fresh
            FROM unnest(?, ?, ?, ?, ?) AS m (credential, version, generation, old, fresh)
            WHERE d.tenant = ? AND d.credential_id = m.credential AND d.credential_version = m.version
              AND d.generation = m.generation AND d.wrapped = m.old""";

    private static final String DELETE =
            "DELETE FROM data_key WHERE tenant = ? AND credential_id = ? AND credential_version = ? AND generation = ?";
    private static final String BEGIN_GENERATION = """
            INSERT INTO tenant_state AS s (tenant, generation) VALUES (?, ?)
            ON CONFLICT (tenant) DO UPDATE SET generation = greatest(s.generation, excluded.generation)""";
    private static final String TENANT_KEYS_BUT =
            "SELECT version FROM tenant_key WHERE tenant = ? AND version <> ? ORDER BY version";
    /** Waits for whoever seals with one of these keys just now, and lets nobody begin to. */
    private static final String LOCK_TENANT_KEYS = "SELECT version FROM tenant_key WHERE tenant = ? FOR UPDATE";

    private static final String RETIRE =
            "INSERT INTO retired_key (tenant, name, retired_at) SELECT ?, unnest(?), now() ON CONFLICT DO NOTHING";
    private static final String DELETE_TENANT_KEYS = "DELETE FROM tenant_key WHERE tenant = ? AND version = ANY (?)";
    private static final String FINGERPRINT_KEY =
            "SELECT wrapped FROM fingerprint_key WHERE tenant = ? AND wrapped_by <> ?";
    private static final String FINGERPRINT_KEY_BY =
            "SELECT 1 FROM fingerprint_key WHERE tenant = ? AND wrapped_by = ANY (?)";
    private static final String REPLACE_FINGERPRINT_KEY =
            "UPDATE fingerprint_key SET wrapped = ? WHERE tenant = ? AND wrapped = ?";

    DataKeyRepository(@DataSource("keystore") AgroalDataSource keystore) {
        super("keystore", keystore);
    }

    /** @param old whether it is older than the grace time, where that was asked */
    record Row(UUID credential, int version, int generation, byte[] wrapped, boolean old) {
        /** Before every other. */
        static final Row FIRST = new Row(new UUID(0, 0), 0, 0, new byte[0], false);
    }

    record Moved(Row row, byte[] wrapped) {}

    List<Row> afterWrappedBy(String tenant, String key, Row last, int limit) {
        return list(
                AFTER_WRAPPED_BY,
                DataKeyRepository::read,
                tenant,
                key,
                last.credential(),
                last.version(),
                last.generation(),
                limit);
    }

    long countWrappedBy(String tenant, List<String> keys) {
        return query(COUNT_WRAPPED_BY, row -> row.getLong(1), tenant, array(keys))
                .orElse(0L);
    }

    List<Row> afterWithoutSuccessor(String tenant, int generation, Row last, int limit) {
        return list(
                AFTER_WITHOUT_SUCCESSOR,
                DataKeyRepository::read,
                tenant,
                generation,
                last.credential(),
                last.version(),
                last.generation(),
                generation,
                limit);
    }

    List<Row> afterOfGenerationBefore(String tenant, int generation, Row last, Duration old, int limit) {
        return list(
                AFTER_OF_GENERATION_BEFORE,
                DataKeyRepository::read,
                old.toMillis(),
                tenant,
                generation,
                last.credential(),
                last.version(),
                last.generation(),
                limit);
    }

    long countOfGenerationBefore(String tenant, int generation) {
        return query(COUNT_GENERATIONS_BEFORE, row -> row.getLong(1), tenant, generation)
                .orElse(0L);
    }

    /** All of them or none, with the progress. */
    int replace(Claim claim, List<Moved> moved) {
        String tenant = claim.rotation().tenant();
        return transaction(connection -> {
            int changed = moved.isEmpty() ? 0 : replace(connection, tenant, moved);
            RotationRepository.hold(connection, claim, changed);
            return changed;
        });
    }

    private static int replace(Connection connection, String tenant, List<Moved> moved) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REPLACE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            moved.stream().map(m -> m.row().credential()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", moved.stream().map(m -> m.row().version()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int4",
                            moved.stream().map(m -> m.row().generation()).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", moved.stream().map(m -> m.row().wrapped()).toArray(byte[][]::new)));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea", moved.stream().map(Moved::wrapped).toArray(byte[][]::new)));
            statement.setString(6, tenant);
            return statement.executeUpdate();
        }
    }

    void delete(String tenant, Row row) {
        update(DELETE, tenant, row.credential(), row.version(), row.generation());
    }

    /** From now on new data keys of the tenant are of this generation. */
    void beginGeneration(String tenant, int generation) {
        update(BEGIN_GENERATION, tenant, generation);
    }

    List<Integer> tenantKeysBut(String tenant, int version) {
        return list(TENANT_KEYS_BUT, row -> row.getInt(1), tenant, version);
    }

    /** Deletes tenant keys that wrap nothing; false, and nothing is changed, when one of them does. */
    boolean retireTenantKeys(String tenant, List<String> names, List<Integer> versions) {
        return transaction(connection -> {
            list(connection, LOCK_TENANT_KEYS, row -> row.getInt(1), tenant);
            boolean used = !list(connection, COUNT_WRAPPED_BY, row -> row.getLong(1), tenant, array(names))
                            .getFirst()
                            .equals(0L)
                    || !list(connection, FINGERPRINT_KEY_BY, row -> row.getInt(1), tenant, array(names))
                            .isEmpty();
            if (!used) {
                update(connection, RETIRE, tenant, array(names));
                update(connection, DELETE_TENANT_KEYS, tenant, versions.toArray(Integer[]::new));
            }
            return !used;
        });
    }

    /** Retires generations of data keys that are gone; false when one is still there. */
    boolean retireGenerations(String tenant, int before, List<String> names) {
        return transaction(connection -> {
            list(connection, LOCK_TENANT_KEYS, row -> row.getInt(1), tenant);
            boolean gone = list(connection, COUNT_GENERATIONS_BEFORE, row -> row.getLong(1), tenant, before)
                    .getFirst()
                    .equals(0L);
            if (gone) {
                update(connection, RETIRE, tenant, array(names));
            }
            return gone;
        });
    }

    /** The fingerprint key, unless that tenant key wraps it already; at most one. */
    List<byte[]> fingerprintKeyNotBy(String tenant, String key) {
        return list(FINGERPRINT_KEY, row -> row.getBytes(1), tenant, key);
    }

    void replaceFingerprintKey(String tenant, byte[] old, byte[] wrapped) {
        update(REPLACE_FINGERPRINT_KEY, wrapped, tenant, old);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getObject(1, UUID.class), row.getInt(2), row.getInt(3), row.getBytes(4), row.getBoolean(5));
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }
}
