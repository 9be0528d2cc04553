package io.cloudconnectors.bench.bare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** {@code GET /{id}/{version}}: one row, read by its key, and nothing of it but its ciphertext, as it is. */
public final class BareRow {
    /** What it says when it listens. */
    public static final String READY = "Bare row ready";

    private static final String READ = "SELECT sealed FROM credential_version WHERE credential_id = ? AND version = ?";

    private final BlockingQueue<Connection> idle;

    private BareRow(BlockingQueue<Connection> idle) {
        this.idle = idle;
    }

    public static void main(String[] arguments) throws SQLException {
        var environment = System.getenv();
        int connections = Integer.parseInt(BareEndpoint.required(environment, BareEndpoint.CONNECTIONS));
        var idle = new ArrayBlockingQueue<Connection>(connections);
        for (int i = 0; i < connections; i++) {
            idle.add(DriverManager.getConnection(
                    BareEndpoint.required(environment, BareEndpoint.URL),
                    BareEndpoint.required(environment, BareEndpoint.USER),
                    BareEndpoint.required(environment, BareEndpoint.PASSWORD)));
        }
        int port = Integer.parseInt(BareEndpoint.required(environment, BareEndpoint.PORT));
        new BareServer(new BareRow(idle)::read).listen(port, READY);
    }

    private byte[] read(String[] path) throws SQLException, InterruptedException {
        Connection connection = idle.take();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setObject(1, UUID.fromString(path[1]));
            statement.setInt(2, Integer.parseInt(path[2]));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("There is no such row");
                }
                return row.getBytes(1);
            }
        } finally {
            idle.add(connection);
        }
    }
}
