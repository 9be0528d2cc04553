package io.cloudconnectors.vault.audit;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.problem.StorageException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The audit table. It grows; nothing here changes or deletes a row, and the role could not. */
@ApplicationScoped
class AuditRepository {
    /**
     * One statement for all, which is a transaction by itself: one way to the database and back, however many records. Whatever the
     * database's default is, it is durable when the answer comes: an audit record that can be lost is none.
     */
    private static final String APPEND = """
            WITH durable AS (SELECT set_config('synchronous_commit', 'on', true))
            INSERT INTO audit (chain, seq, at, actor, action, outcome, tenant, connector_id, credential_id, version,
                               run_id, attempt, previous_hash, hash)
            SELECT r.*
              FROM durable,
                   LATERAL (SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                                                 ?::text[], ?::uuid[], ?::uuid[], ?::int[], ?::uuid[], ?::int[],
                                                 ?::bytea[], ?::bytea[])) AS r
            """;

    private final AgroalDataSource vault;

    AuditRepository(@DataSource("vault") AgroalDataSource vault) {
        this.vault = vault;
    }

    /** All or none, durable when this returns. */
    void append(List<AuditRecord> records) {
        try (Connection connection = vault.getConnection()) {
            insert(connection, records);
        } catch (SQLException e) {
            throw new StorageException("vault", e);
        }
    }

    /** Writes a record and takes it back: throws what {@link #append} would. */
    void tryOut(AuditRecord record) {
        try (Connection connection = vault.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, List.of(record));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StorageException("vault", e);
        }
    }

    private static void insert(Connection connection, List<AuditRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            bind(insert, records);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement insert, List<AuditRecord> records) throws SQLException {
        set(insert, 1, "uuid", records, AuditRecord::chain);
        set(insert, 2, "int8", records, AuditRecord::seq);
        set(insert, 3, "timestamptz", records, record -> record.at().atOffset(ZoneOffset.UTC));
        set(insert, 4, "text", records, record -> record.entry().actor());
        set(insert, 5, "text", records, record -> record.entry().action().name());
        set(insert, 6, "text", records, record -> record.entry().outcome());
        set(insert, 7, "text", records, record -> record.entry().tenant());
        set(insert, 8, "uuid", records, record -> record.entry().connector());
        set(insert, 9, "uuid", records, record -> record.entry().credential());
        set(insert, 10, "int4", records, record -> record.entry().version());
        set(insert, 11, "uuid", records, record -> record.entry().run());
        set(insert, 12, "int4", records, record -> record.entry().attempt());
        insert.setArray(13, bytes(insert, records, AuditRecord::previousHash));
        insert.setArray(14, bytes(insert, records, AuditRecord::hash));
    }

    /** One value of each record. */
    private static void set(
            PreparedStatement insert,
            int place,
            String type,
            List<AuditRecord> records,
            Function<AuditRecord, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = records.stream().map(value).toArray();
        insert.setArray(place, insert.getConnection().createArrayOf(type, values));
    }

    private static Array bytes(PreparedStatement insert, List<AuditRecord> records, Function<AuditRecord, byte[]> value)
            throws SQLException {
        return insert.getConnection()
                .createArrayOf("bytea", records.stream().map(value).toArray(byte[][]::new));
    }
}
