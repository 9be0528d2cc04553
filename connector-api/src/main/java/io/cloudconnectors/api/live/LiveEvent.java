package io.cloudconnectors.api.live;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.query.Row;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is committed.
 *
 * @param type of the CloudEvent
 * @param action what was done, when the event tells of that
 * @param payload the CloudEvent as JSON, on one line
 */
record LiveEvent(
        Position position,
        String tenant,
        UUID connectorId,
        String type,
        @Nullable String action,
        String payload) {

    /** The actions that end the stream of their connector. */
    private static final Set<String> ENDS =
            Set.of(AuditAction.CONNECTOR_DELETED.name(), AuditAction.CONNECTOR_PURGED.name());

    /** Whether its connector has nothing more to tell. */
    boolean isTheLast() {
        return action != null && ENDS.contains(action);
    }

    /** Reads {@code xid, id, tenant, connector_id, type, action, payload}. */
    static LiveEvent of(Row row) throws SQLException {
        return new LiveEvent(
                new Position(row.bigInteger("xid"), row.bigInteger("id")),
                row.text("tenant"),
                row.id("connector_id"),
                row.text("type"),
                row.textOrNull("action"),
                row.text("payload"));
    }
}
