package io.cloudconnectors.bench.bare;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as they come, column for column, but for those that no client of the API sees. */
final class RowsJson {
    private static final Set<String> HIDDEN = Set.of(
            "tenant",
            "state", // shown_state is what they see
            "settings", // mostly what other columns say, too
            "runnable",
            "mode",
            "ended_run_reason",
            "name_key",
            "account_id",
            "credential_id",
            "ever_online",
            "transient_failures",
            "transitions",
            "last_run_id",
            "reason_code",
            "external_id_proof",
            "external_id_proof_version",
            "ended_run_connector_id",
            "ended_run_created_at");

    private final ResultSet rows;
    private final Column[] columns;

    private record Column(int index, String label, String type) {}

    RowsJson(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData data = rows.getMetaData();
        columns = new Column[data.getColumnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new Column(i + 1, data.getColumnLabel(i + 1), data.getColumnTypeName(i + 1));
        }
    }

    /** Writes an array of the rows, at most so many. */
    void write(JsonGenerator json, int most) throws SQLException, IOException {
        json.writeStartArray();
        for (int written = 0; rows.next(); written++) {
            if (written < most) {
                writeRow(json);
            }
        }
        json.writeEndArray();
    }

    private void writeRow(JsonGenerator json) throws SQLException, IOException {
        json.writeStartObject();
        for (Column column : columns) {
            if (!HIDDEN.contains(column.label())) {
                writeColumn(json, column);
            }
        }
        json.writeEndObject();
    }

    private void writeColumn(JsonGenerator json, Column column) throws SQLException, IOException {
        switch (column.type()) {
            case "bool" -> json.writeBooleanField(column.label(), rows.getBoolean(column.index()));
            case "int4", "int8" -> {
                long value = rows.getLong(column.index());
                if (!rows.wasNull()) {
                    json.writeNumberField(column.label(), value);
                }
            }
            case "uuid" -> text(json, column, rows.getObject(column.index(), UUID.class));
            case "timestamptz" -> text(json, column, rows.getObject(column.index(), OffsetDateTime.class));
            case "jsonb" -> {
                String value = rows.getString(column.index());
                if (value != null) {
                    json.writeFieldName(column.label());
                    json.writeRawValue(value);
                }
            }
            default -> text(json, column, rows.getString(column.index()));
        }
    }

    private static void text(JsonGenerator json, Column column, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(column.label(), value.toString());
        }
    }
}
