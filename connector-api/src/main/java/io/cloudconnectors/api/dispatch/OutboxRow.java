package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.query.Row;
import java.sql.SQLException;

/**
 * A message that is committed and not yet known to be in Kafka.
 *
 * @param payload a {@link io.cloudconnectors.contracts.RunRequest} as JSON; on
 *     {@link io.cloudconnectors.contracts.Topics#CONNECTOR_CHANGES} a
 *     {@link io.cloudconnectors.contracts.ConnectorStateChanged}
 */
public record OutboxRow(long id, String topic, String key, String payload) {

    /** Reads {@code outbox_id, topic, message_key, payload}. */
    public static OutboxRow of(Row row) throws SQLException {
        return new OutboxRow(
                row.bigInteger("outbox_id"), row.text("topic"), row.text("message_key"), row.text("payload"));
    }
}
