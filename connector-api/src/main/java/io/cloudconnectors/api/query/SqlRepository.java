package io.cloudconnectors.api.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs the statements of a repository inside the transaction that its caller began. */
public abstract class SqlRepository {
    private final DataSource dataSource;
    private final ObjectMapper json;

    protected SqlRepository(DataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /**
     * Reads all rows of a query.
     *
     * @throws DatabaseException for any {@link SQLException}
     */
    protected final <T> List<T> all(String sql, List<?> values, Row.Mapper<T> mapper) {
        Optional<Connection> reading = ReadTransaction.connection(dataSource);
        try {
            if (reading.isPresent()) {
                return all(reading.get(), sql, values, mapper);
            }
            try (Connection connection = dataSource.getConnection()) {
                return all(connection, sql, values, mapper);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Reads the first row of a query. */
    protected final <T> Optional<T> first(String sql, List<?> values, Row.Mapper<T> mapper) {
        return all(sql, values, mapper).stream().findFirst();
    }

    /**
     * Runs a statement that returns no rows.
     *
     * @throws IllegalStateException inside a {@link ReadTransaction}
     */
    protected final int update(String sql, @Nullable Object... values) {
        if (ReadTransaction.connection(dataSource).isPresent()) {
            throw new IllegalStateException("A transaction that reads was asked to write");
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, java.util.Arrays.asList(values))) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * A statement that reads so many rows at most, which is written where it says <code>{limit}</code>. To bind it is dear:
     * PostgreSQL then makes the plan that it could keep for a tenth of all rows, finds it worse than one for this call, and
     * so plans each call anew. Where a list joins the partitions of run, that takes longer than the reading.
     */
    protected static String limited(String sql, int rows) {
        return sql.replace("{limit}", Integer.toString(rows));
    }

    private <T> List<T> all(Connection connection, String sql, List<?> values, Row.Mapper<T> mapper)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result, json);
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(mapper.map(row));
            }
            return rows;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<?> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
