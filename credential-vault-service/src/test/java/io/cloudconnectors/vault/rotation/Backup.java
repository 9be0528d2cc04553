package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.envelope.Keystores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Tables as they were, as {@code pg_dump} keeps them: by COPY, in one snapshot. The programs themselves are not part of the
 * PostgreSQL that tests run.
 */
public final class Backup {
    private final Database database;
    private final Map<String, byte[]> tables = new HashMap<>();

    private Backup(Database database) {
        this.database = database;
    }

    /** Of every table, also of what Flyway notes; while the vault goes on. */
    public static Backup ofAll(Database database) {
        return of(
                database,
                Keystores.strings(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                        .toArray(String[]::new));
    }

    /** In a database that is made anew, with the schema that it had. */
    public void restoreAll(Role owner, String migrations) {
        TestServers.postgres().recreate(database);
        Flyway.configure()
                .dataSource(TestServers.postgres().login(owner).dataSource())
                .locations(migrations)
                .load()
                .migrate();
        restore(tables.keySet().toArray(String[]::new));
    }

    static Backup of(Database database, String... tables) {
        Backup backup = new Backup(database);
        backup.with(copy -> {
            for (String table : tables) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                copy.copyOut("COPY " + table + " TO STDOUT", rows);
                backup.tables.put(table, rows.toByteArray());
            }
        });
        return backup;
    }

    /** In the place of what is there. */
    void restore(String... names) {
        with(
                copy -> {
                    for (String table : names) {
                        load(copy, table);
                    }
                },
                names);
    }

    /** Beside what is there, for tables whose old rows have keys of their own. */
    void restoreBeside(String... names) {
        with(copy -> {
            for (String table : names) {
                load(copy, table);
            }
        });
    }

    private void load(CopyManager copy, String table) throws SQLException, IOException {
        copy.copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(tables.get(table)));
    }

    private interface Work {
        void on(CopyManager copy) throws SQLException, IOException;
    }

    private void with(Work work, String... emptied) {
        try (Connection connection = TestServers.postgres().superuser(database).connect()) {
            // As a dump reads, and a restore writes: one snapshot; no trigger, and everything or nothing.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.createStatement().execute("SET session_replication_role = replica");
            for (String table : List.of(emptied)) {
                connection.createStatement().execute("DELETE FROM " + table);
            }
            work.on(connection.unwrap(PGConnection.class).getCopyAPI());
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
