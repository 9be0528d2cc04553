package io.cloudconnectors.api.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.live.EventClient.Event;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;

/** Somebody of a tenant who watches, and what there is to see. */
record Watcher(String tenant) {
    static final String EVENTS = "/api/v1/events";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Opens a stream of a viewer. */
    EventClient open(String path, String lastEventId) throws Exception {
        return EventClient.open(Setting.identity().token(tenant, "viewer"), path, lastEventId);
    }

    /** Gives a connector another name, so that there is something to tell. */
    void rename(String id, String name) {
        Http.patch(tenant, id, "{\"name\": \"" + name + "\"}").statusCode(200);
    }

    /** Tells of a change in a transaction that stays open. */
    void publish(Connection connection, UUID connector, String name) throws Exception {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT publish_event('%s', '%s', '{"type": "test", "data": {"name": "%s"}}')
                    """.formatted(tenant, connector, name));
        }
    }

    static String action(Event event) throws Exception {
        return JSON.readTree(event.data()).at("/data/action").asText();
    }

    static String name(Event event) throws Exception {
        return JSON.readTree(event.data()).at("/data/name").asText();
    }
}
