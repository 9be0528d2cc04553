package io.cloudconnectors.api.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a result, read by column name. */
public final class Row {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final ResultSet result;
    private final ObjectMapper json;

    Row(ResultSet result, ObjectMapper json) {
        this.result = result;
        this.json = json;
    }

    /** A column that is never null. */
    public String text(String column) throws SQLException {
        return present(result.getString(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    /** A column that is never null. */
    public UUID id(String column) throws SQLException {
        return present(idOrNull(column), column);
    }

    public @Nullable UUID idOrNull(String column) throws SQLException {
        return result.getObject(column, UUID.class);
    }

    /** A column that is never null. */
    public Instant instant(String column) throws SQLException {
        return present(instantOrNull(column), column);
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    public @Nullable Integer integerOrNull(String column) throws SQLException {
        return result.getObject(column, Integer.class);
    }

    public long bigInteger(String column) throws SQLException {
        return result.getLong(column);
    }

    public double decimal(String column) throws SQLException {
        return result.getDouble(column);
    }

    public boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    /** The constant whose name the column holds. */
    public <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column));
    }

    public <E extends Enum<E>> @Nullable E constantOrNull(String column, Class<E> type) throws SQLException {
        String name = textOrNull(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** A jsonb column, or null. */
    public <T> @Nullable T json(String column, Class<T> type) throws SQLException {
        String text = result.getString(column);
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw otherShape(column, e);
        }
    }

    /** A jsonb column that holds anything of a generic type, never null. */
    public <T> T json(String column, TypeReference<T> type) throws SQLException {
        try {
            return json.readValue(text(column), type);
        } catch (JsonProcessingException e) {
            throw otherShape(column, e);
        }
    }

    /** A jsonb column that holds a list of texts, never null. */
    public List<String> texts(String column) throws SQLException {
        return json(column, TEXTS);
    }

    private static SQLException otherShape(String column, JsonProcessingException cause) {
        return new SQLException("Column " + column + " holds JSON of another shape", "22023", cause);
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("Column " + column + " is null", "22004");
        }
        return value;
    }

    /** Makes something of the current row. */
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException;
    }
}
