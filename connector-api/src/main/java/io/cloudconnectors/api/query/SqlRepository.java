package io.cloudconnectors.api.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
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
                return Jdbc.all(reading.get(), json, sql, values, mapper);
            }
            try (Connection connection = dataSource.getConnection()) {
                return Jdbc.all(connection, json, sql, values, mapper);
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
        try (Connection connection = dataSource.getConnection()) {
            return Jdbc.update(connection, sql, Arrays.asList(values));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * A statement that reads so many rows at most, which is written where it says <code>{limit}</code>. A plan that is kept is
     * made without the values: were the limit one of them, it would be made for a tenth of all rows.
     */
    protected static String limited(String sql, int rows) {
        return sql.replace("{limit}", Integer.toString(rows));
    }
}
