package io.cloudconnectors.api.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs the engine's statements on data sources that take no part in the transactions of requests. A statement commits on
 * its own, unless it is part of work that is done {@linkplain #together together}.
 */
public abstract class EngineRepository {
    private final DataSource dataSource;
    private final ObjectMapper json;

    protected EngineRepository(DataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /**
     * Runs one statement and reads all rows that it returns.
     *
     * @throws DatabaseException for any {@link SQLException}
     */
    protected final <T> List<T> all(NamedSql sql, Values values, Row.Mapper<T> mapper) {
        try (Connection connection = dataSource.getConnection()) {
            return new Statements(connection, json).all(sql, values, mapper);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs one statement and reads the first row that it returns. */
    protected final <T> Optional<T> first(NamedSql sql, Values values, Row.Mapper<T> mapper) {
        return all(sql, values, mapper).stream().findFirst();
    }

    /** Runs one statement that returns nothing; answers how many rows it wrote. */
    protected final int update(NamedSql sql, Values values) {
        try (Connection connection = dataSource.getConnection()) {
            return new Statements(connection, json).update(sql, values);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs several statements in one transaction; an exception rolls them back. */
    protected final <T> T together(Work<T> work) {
        return OwnTransaction.call(dataSource, connection -> work.with(new Statements(connection, json)));
    }

    /** A value as the text of a jsonb parameter; null stays null. */
    protected final @Nullable String json(@Nullable Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON: " + value.getClass(), e);
        }
    }

    /** Several statements that belong together. */
    @FunctionalInterface
    protected interface Work<T> {
        T with(Statements statements) throws SQLException;
    }

    /** Statements on one connection. */
    protected static final class Statements {
        private final Connection connection;
        private final ObjectMapper json;

        private Statements(Connection connection, ObjectMapper json) {
            this.connection = connection;
            this.json = json;
        }

        public <T> List<T> all(NamedSql sql, Values values, Row.Mapper<T> mapper) throws SQLException {
            return Jdbc.all(connection, json, sql.sql(), sql.inOrder(values.map()), mapper);
        }

        public <T> Optional<T> first(NamedSql sql, Values values, Row.Mapper<T> mapper) throws SQLException {
            return all(sql, values, mapper).stream().findFirst();
        }

        public int update(NamedSql sql, Values values) throws SQLException {
            return Jdbc.update(connection, sql.sql(), sql.inOrder(values.map()));
        }
    }
}
