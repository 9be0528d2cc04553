package io.cloudconnectors.api.live;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.query.Row;
import java.sql.SQLException;
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

    /** The action that ends the stream of its connector. */
    static final String DELETED = AuditAction.CONNECTOR_DELETED.name();

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
