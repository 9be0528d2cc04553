package io.cloudconnectors.vault.sql;

import io.cloudconnectors.vault.problem.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the vault's repositories share: one statement, committed by itself, on one database. */
public abstract class SqlRepository {
    private static final int ROWS_AT_A_TIME = 1000;

    private final String database;
    private final DataSource source;

    protected SqlRepository(String database, DataSource source) {
        this.database = database;
        this.source = source;
    }

    /** Reads a row. */
    @FunctionalInterface
    protected interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The first row, if there is one. */
    protected <T> Optional<T> query(String sql, Row<T> reader, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StorageException(database, e);
        }
    }

    /** One row after the other, of which no more than some are held at a time, however many there are. */
    protected <T> void each(String sql, Row<T> reader, Consumer<T> taker, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false); // or all rows are fetched at once
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(ROWS_AT_A_TIME);
                bind(statement, parameters);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        taker.accept(reader.read(row));
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StorageException(database, e);
        }
    }

    /** Every row. */
    protected <T> List<T> list(String sql, Row<T> reader, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection()) {
            return list(connection, sql, reader, parameters);
        } catch (SQLException e) {
            throw new StorageException(database, e);
        }
    }

    /** Work on one connection. */
    @FunctionalInterface
    protected interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** All of its statements or none. */
    protected <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                // Whatever went wrong: switching auto-commit on would commit the half of it.
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StorageException(database, e);
        }
    }

    /** Every row, on a connection. */
    protected static <T> List<T> list(Connection connection, String sql, Row<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            List<T> read = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        }
    }

    /** How many rows it changed, on a connection. */
    protected static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** How many rows it changed. */
    protected int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StorageException(database, e);
        }
    }

    protected static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time that may be missing. */
    protected static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** One value of each, as a parameter {@code ?::text[]} that SQL casts and unnests. */
    protected static <T> String[] column(List<T> all, Function<T, Object> value) {
        return all.stream().map(value).map(Object::toString).toArray(String[]::new);
    }

    /** Sets the parameters by position. */
    protected static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
