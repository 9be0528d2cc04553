package io.cloudconnectors.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.EmbeddedPostgres;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a full disk does to the PostgreSQL that fault runs have. */
class CappedDiskIT {
    /** A new server with the suite's databases takes half of it. */
    private static final int MEBIBYTES = 192;

    private static final String PAGES = "INSERT INTO kept SELECT repeat('x', 1000) FROM generate_series(1, 1000)";
    private static final String DISK_FULL = "53100";

    @TempDir
    private Path directory;

    private CappedDisk disk;
    private EmbeddedPostgres.Settings settings;

    @BeforeEach
    void mount() {
        var obstacle = CappedDisk.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
        disk = CappedDisk.mount(directory.resolve("postgres"), MEBIBYTES);
        settings = new EmbeddedPostgres.Settings(
                directory.resolve("postgres"),
                directory.resolve("postgres.log"),
                FreePorts.one(),
                EmbeddedPostgres.Passwords.random());
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aFullDiskTakesNoByteUntilItIsFreed() throws IOException {
        Path file = directory.resolve("postgres/file");
        long empty = disk.left();

        disk.fill();

        assertThat(disk.left()).isZero();
        assertThatThrownBy(() -> Files.write(file, new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        disk.free();
        assertThat(disk.left()).isEqualTo(empty);
        Files.write(file, new byte[1]);
    }

    @Test
    void nothingOfItIsLeftAfterItsEnd() throws IOException {
        Files.write(directory.resolve("postgres/file"), new byte[1]);

        disk.close();

        assertThat(directory.resolve("postgres")).isEmptyDirectory();
    }

    @Test
    void insertsFailWhileTheDiskIsFullAndWorkAgainWhenItIsNot() throws SQLException {
        try (var server = started();
                var connection = server.superuser(Database.CONNECTORS).connect()) {
            execute(connection, "CREATE TABLE kept (content text)");
            execute(connection, "INSERT INTO kept VALUES ('before')");
            disk.fill();

            assertThatThrownBy(() -> execute(connection, PAGES))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DISK_FULL));

            disk.free();
            execute(connection, PAGES);
            assertThat(number(connection, "SELECT count(*) FROM kept")).isEqualTo(1001);
        }
    }

    @Test
    void aServerThatHasNoRoomForItsLogDiesAndComesBackWithAllThatItAcknowledged() throws SQLException {
        long acknowledged = 0;
        try (var server = started()) {
            try (var connection = server.superuser(Database.CONNECTORS).connect()) {
                execute(connection, "CREATE TABLE kept AS SELECT 0 AS content");
                disk.fill();
                while (true) { // In the page that is there: what the log takes is all that is needed.
                    execute(connection, "UPDATE kept SET content = content + 1");
                    acknowledged++;
                    execute(connection, "SELECT pg_logical_emit_message(false, 'fault', repeat('x', 1000000))");
                }
            } catch (SQLException e) {
                assertThat(e.getMessage()).startsWith("PANIC: could not write to file \"pg_wal/");
                await().until(() -> !server.process().isAlive()); // It tries to recover, which takes room too.
            }
        }
        disk.free();

        try (var server = started();
                var connection = server.superuser(Database.CONNECTORS).connect()) {
            assertThat(acknowledged).isPositive();
            assertThat(number(connection, "SELECT content FROM kept")).isIn(acknowledged, acknowledged + 1);
            execute(connection, "INSERT INTO kept SELECT generate_series(1, 100000)");
        }
    }

    private EmbeddedPostgres started() {
        var server = EmbeddedPostgres.durable(settings, Lifetime.OF_PARENT);
        server.awaitReady();
        return server;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
