package io.cloudconnectors.local.servers;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How one role reaches one database.
 *
 * @param url JDBC URL without user and password
 */
public record Login(String url, String user, Secret password) {

    /** The superuser of a server on this machine. */
    public static Login superuser(int port, String database, Secret password) {
        return new Login(url(port, database), PostgresCluster.SUPERUSER, password);
    }

    /** The JDBC URL of a database of a server on this machine. */
    public static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** A connection of its own for each call; for tests and tools, which need no pool. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password.value());
        return source;
    }

    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }
}
