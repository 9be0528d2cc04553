package io.cloudconnectors.api.setting;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests look up and prepare in the database, where the API has no way to. */
public final class Rows {
    private Rows() {}

    /** Whether the dispatcher would claim the connector now. */
    public static boolean isDue(String connectorId) {
        return flag(
                "SELECT runnable AND next_run_at <= clock_timestamp() FROM schedule WHERE connector_id = ?",
                connectorId);
    }

    /** Whether the next run lies ahead, within a period, where the connector's slot says. */
    public static boolean isOnItsGrid(String connectorId, int periodSeconds) {
        return flag("""
                SELECT next_run_at > now() AND next_run_at <= now() + make_interval(secs => %1$d)
                       AND extract(epoch FROM next_run_at) %% %1$d = slot %% %1$d
                  FROM schedule WHERE connector_id = ?
                """.formatted(periodSeconds), connectorId);
    }

    /** Leaves behind how runs ended; no reason when all went well. */
    public static void stands(String connectorId, String state, String health, @Nullable String reason) {
        String why = reason == null ? "NULL" : "'{\"code\": \"" + reason + "\", \"at\": \"2026-01-01T00:00:00Z\"}'";
        execute(
                "UPDATE connector SET state = '%s', health = '%s', reason = %s WHERE id = ?"
                        .formatted(state, health, why),
                connectorId);
    }

    /** Leaves behind what a run leaves behind. */
    public static void pretendThatItRan(String connectorId) {
        execute("UPDATE connector SET last_run_id = '" + UUID.randomUUID() + "' WHERE id = ?", connectorId);
        execute("UPDATE schedule SET next_run_at = now() + interval '1 day' WHERE connector_id = ?", connectorId);
    }

    /** Runs a statement with one id as the engine's role on the main database. */
    public static void execute(String sql, String id) {
        execute(Role.CONNECTORS_ENGINE, sql, id);
    }

    /** Runs a statement with one id as a role. */
    public static void execute(Role role, String sql, String id) {
        try (Connection connection = Setting.postgres().login(role).connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement with one id past all grants and policies of the main database. */
    public static void force(String sql, String id) {
        try (Connection connection = superuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection that row-level security does not hold back. */
    public static Connection superuser() throws SQLException {
        return Setting.postgres().superuser(Database.CONNECTORS).connect();
    }

    /** The text in the first column of the first row. */
    public static String text(String sql, String id) {
        try (Connection connection = superuser()) {
            return text(connection, sql, id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, as a role sees it. */
    public static String text(Role role, String sql, String id) {
        try (Connection connection = Setting.postgres().login(role).connect()) {
            return text(connection, sql, id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : "";
            }
        }
    }

    private static boolean flag(String sql, String id) {
        try (Connection connection = superuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
