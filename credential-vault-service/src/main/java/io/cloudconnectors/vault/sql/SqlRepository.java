package io.cloudconnectors.vault.sql;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.problem.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the vault's repositories share: one statement, committed by itself, on one database. */
public abstract class SqlRepository {
    private final String database;
    private final AgroalDataSource source;

    protected SqlRepository(String database, AgroalDataSource source) {
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

    /** Sets the parameters by position. */
    protected static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
