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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result, json);
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(mapper.map(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Reads the first row of a query. */
    protected final <T> Optional<T> first(String sql, List<?> values, Row.Mapper<T> mapper) {
        return all(sql, values, mapper).stream().findFirst();
    }

    /** Runs a statement that returns no rows. */
    protected final int update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, java.util.Arrays.asList(values))) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The values and one more: what a query with a LIMIT at its end is bound to. */
    protected static List<Object> with(List<Object> values, Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return all;
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
