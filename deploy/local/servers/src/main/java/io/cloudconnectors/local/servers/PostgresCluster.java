package io.cloudconnectors.local.servers;

import io.cloudconnectors.local.servers.EmbeddedPostgres.Passwords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;

/** What is in a running PostgreSQL: the suite's databases and roles, made where they are missing. */
final class PostgresCluster {

    static final String SUPERUSER = "postgres";

    private final int port;
    private final Passwords passwords;

    PostgresCluster(int port, Passwords passwords) {
        this.port = port;
        this.passwords = passwords;
    }

    Login login(Role role) {
        return new Login(Login.url(port, role.database().sqlName()), role.sqlName(), passwords.of(role));
    }

    Login superuser(String database) {
        return Login.superuser(port, database, passwords.superuser());
    }

    /** @throws ServerFailedException when the server answers, but not to this superuser */
    boolean answers() {
        try (var connection = superuser(SUPERUSER).connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new ServerFailedException(
                        "PostgreSQL refuses the generated password: its data and the secrets beside it are not of one origin.",
                        e);
            }
            return false;
        }
    }

    /** Makes what is missing, so that it can be called at every start. */
    void provision() throws SQLException {
        try (var connection = superuser(SUPERUSER).connect()) {
            makeRoles(connection);
            var existing = names(connection, "SELECT datname FROM pg_database");
            for (var database : Database.values()) {
                if (!existing.contains(database.sqlName())) {
                    create(connection, database);
                }
            }
        }
        for (var database : Database.values()) {
            grant(database);
        }
        letSeeWhoHoldsDeadRows();
    }

    /** The one thing that only an administrator can grant; without it the age of other roles' transactions is not told. */
    private void letSeeWhoHoldsDeadRows() throws SQLException {
        try (var connection = superuser(SUPERUSER).connect()) {
            execute(
                    connection,
                    "GRANT pg_read_all_stats TO %s"
                            .formatted(Database.CONNECTORS.owner().sqlName()));
        }
    }

    void recreate(Database database) {
        try (var connection = superuser(SUPERUSER).connect()) {
            execute(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(database.sqlName()));
            create(connection, database);
            grant(database);
        } catch (SQLException e) {
            throw new ServerFailedException("The database %s could not be made anew.".formatted(database), e);
        }
    }

    /** @throws ServerFailedException when a commit might not reach the disk */
    void requireDurability() {
        try (var connection = superuser(SUPERUSER).connect()) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                if (!names(connection, "SHOW " + setting).contains("on")) {
                    throw new ServerFailedException("PostgreSQL runs with %s off.".formatted(setting));
                }
            }
        } catch (SQLException e) {
            throw new ServerFailedException("PostgreSQL's settings could not be read.", e);
        }
    }

    private void makeRoles(Connection connection) throws SQLException {
        var existing = names(connection, "SELECT rolname FROM pg_roles");
        connection.setAutoCommit(false);
        for (var role : Role.values()) {
            if (!existing.contains(role.sqlName())) {
                execute(
                        connection,
                        "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
                                .formatted(role.sqlName()));
                // Hashed on this side: the password itself reaches no statement log.
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(
                                role.sqlName(), passwords.of(role).value().toCharArray(), "scram-sha-256");
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void create(Connection connection, Database database) throws SQLException {
        execute(
                connection,
                "CREATE DATABASE %s OWNER %s"
                        .formatted(database.sqlName(), database.owner().sqlName()));
    }

    private void grant(Database database) throws SQLException {
        try (var connection = superuser(database.sqlName()).connect()) {
            execute(connection, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.sqlName()));
            execute(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            for (var role : database.roles()) {
                execute(connection, "GRANT CONNECT ON DATABASE %s TO %s".formatted(database.sqlName(), role.sqlName()));
                execute(
                        connection,
                        "GRANT %s ON SCHEMA public TO %s"
                                .formatted(role.owns() ? "CREATE, USAGE" : "USAGE", role.sqlName()));
            }
        }
    }

    private static Set<String> names(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var names = new TreeSet<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
