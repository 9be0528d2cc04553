package io.cloudconnectors.bench.bare;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The statements of the API, over a fixed number of connections: tell the tenant, read, commit. */
final class BareRepository {
    private final BlockingQueue<Connection> idle;
    private final BareStatements statements;
    private final JsonFactory json = new JsonFactory();

    private BareRepository(BlockingQueue<Connection> idle, BareStatements statements) {
        this.idle = idle;
        this.statements = statements;
    }

    static BareRepository connect(String url, String user, String password, int connections, BareStatements statements)
            throws SQLException {
        var idle = new ArrayBlockingQueue<Connection>(connections);
        for (int i = 0; i < connections; i++) {
            Connection connection = DriverManager.getConnection(url, user, password);
            connection.setAutoCommit(false);
            idle.add(connection);
        }
        return new BareRepository(idle, statements);
    }

    /** The first page; as the API does, it reads one row more than it shows. */
    byte[] page(String tenant, int limit) throws SQLException, IOException, InterruptedException {
        return read(tenant, statements.list(), List.of(tenant, limit + 1), limit);
    }

    byte[] one(String tenant, UUID id) throws SQLException, IOException, InterruptedException {
        return read(tenant, statements.get(), List.of(tenant, id, 1), 1);
    }

    private byte[] read(String tenant, String sql, List<Object> values, int shown)
            throws SQLException, IOException, InterruptedException {
        Connection connection = idle.take();
        try {
            byte[] body;
            try {
                tell(connection, tenant);
                body = query(connection, sql, values, shown);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
            return body;
        } finally {
            idle.add(connection);
        }
    }

    private void tell(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements.tellTenant())) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    private byte[] query(Connection connection, String sql, List<Object> values, int shown)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters(sql); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            var bytes = new ByteArrayOutputStream(1024 * (shown + 1));
            try (var result = statement.executeQuery();
                    var generator = json.createGenerator(bytes)) {
                new RowsJson(result).write(generator, shown);
            }
            return bytes.toByteArray();
        }
    }

    /** Two question marks are an operator of PostgreSQL. */
    private static long parameters(String sql) {
        return sql.replace("??", "")
                .chars()
                .filter(character -> character == '?')
                .count();
    }
}
