package io.cloudconnectors.api.run;

import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.RunTrigger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is read, alone or joined to its connector.
 *
 * @param startedAt of the first attempt's lease
 * @param hold of a queued run that a cap holds back
 */
public record RunRow(
        UUID id,
        UUID connectorId,
        RunTrigger trigger,
        RunState state,
        int attempt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant cancelRequestedAt,
        @Nullable StoredReason reason,
        @Nullable Hold hold,
        RunView.AssetCounts assets) {

    private static final List<String> COLUMNS = List.of(
            "id",
            "connector_id",
            "trigger",
            "state",
            "attempt",
            "created_at",
            "started_at",
            "finished_at",
            "cancel_requested_at",
            "reason",
            "held_by",
            "held_at",
            "assets_seen",
            "assets_created",
            "assets_changed",
            "assets_gone");

    /** The select list that {@link #orNull} reads, for a table with this alias. */
    public static String columns(String alias) {
        return COLUMNS.stream()
                .map(column -> alias + "." + column + " AS " + alias + "_" + column)
                .collect(Collectors.joining(", "));
    }

    /** The run joined under this alias; null when there was none. */
    public static @Nullable RunRow orNull(Row row, String alias) throws SQLException {
        return row.idOrNull(alias + "_id") == null ? null : of(row, alias);
    }

    static RunRow of(Row row, String alias) throws SQLException {
        String prefix = alias + "_";
        return new RunRow(
                row.id(prefix + "id"),
                row.id(prefix + "connector_id"),
                row.constant(prefix + "trigger", RunTrigger.class),
                row.constant(prefix + "state", RunState.class),
                row.integer(prefix + "attempt"),
                row.instant(prefix + "created_at"),
                row.instantOrNull(prefix + "started_at"),
                row.instantOrNull(prefix + "finished_at"),
                row.instantOrNull(prefix + "cancel_requested_at"),
                row.json(prefix + "reason", StoredReason.class),
                Hold.orNull(row, prefix),
                new RunView.AssetCounts(
                        row.integer(prefix + "assets_seen"),
                        row.integer(prefix + "assets_created"),
                        row.integer(prefix + "assets_changed"),
                        row.integer(prefix + "assets_gone")));
    }
}
