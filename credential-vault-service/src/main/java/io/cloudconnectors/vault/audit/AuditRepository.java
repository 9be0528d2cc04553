package io.cloudconnectors.vault.audit;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.problem.StorageException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;

/** The audit table. It grows; nothing here changes or deletes a row, and the role could not. */
@ApplicationScoped
class AuditRepository {
    /** Whatever the database's default is: an audit record that can be lost is none. */
    private static final String DURABLE = "SET LOCAL synchronous_commit = on";

    private static final String APPEND = """
            INSERT INTO audit (chain, seq, at, actor, action, outcome, tenant, connector_id, credential_id, version,
                               run_id, attempt, previous_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final AgroalDataSource vault;

    AuditRepository(@DataSource("vault") AgroalDataSource vault) {
        this.vault = vault;
    }

    /** All or none, durable when this returns. */
    void append(List<AuditRecord> records) {
        try (Connection connection = vault.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement durable = connection.createStatement();
                    PreparedStatement insert = connection.prepareStatement(APPEND)) {
                durable.execute(DURABLE);
                for (AuditRecord record : records) {
                    bind(insert, record);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StorageException("vault", e);
        }
    }

    private static void bind(PreparedStatement insert, AuditRecord record) throws SQLException {
        AuditEntry entry = record.entry();
        Object[] values = {
            record.chain(),
            record.seq(),
            record.at().atOffset(ZoneOffset.UTC),
            entry.actor(),
            entry.action().name(),
            entry.outcome(),
            entry.tenant(),
            entry.connector(),
            entry.credential(),
            entry.version(),
            entry.run(),
            entry.attempt(),
            record.previousHash(),
            record.hash()
        };
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i]);
        }
    }
}
