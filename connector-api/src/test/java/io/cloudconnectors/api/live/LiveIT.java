package io.cloudconnectors.api.live;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.live.EventClient.Event;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.ConnectorChanged;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunStateChanged;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who watch are told, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class LiveIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant = newTenant();
    private final Watcher watcher = new Watcher(tenant);

    @Test
    void whatPeopleDoIsSeenAsItHappens() throws Exception {
        try (EventClient stream = watcher.open(Watcher.EVENTS, null)) {
            String id = create(tenant, "prod").getString("id");
            Event created = stream.next();
            assertThat(created.type()).isEqualTo(ConnectorChanged.TYPE);
            assertThat(Watcher.action(created)).isEqualTo("CONNECTOR_CREATED");
            assertThat(JSON.readTree(created.data()).path("subject").asText()).isEqualTo(id);

            watcher.rename(id, "production");
            ConnectorChanged changed = EngineDatabases.JSON
                    .readerFor(ConnectorChanged.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(stream.next().data());
            assertThat(changed.data())
                    .isEqualTo(new ConnectorChanged.Data(
                            UUID.fromString(id), tenant, Provider.AWS, "production", "CONNECTOR_CHANGED", 2L));
            assertThat(changed.sequence()).isEqualTo("00000000000000000002");

            as(tenant).post(CONNECTORS + "/" + id + "/runs").then().statusCode(202);
            Event queued = stream.next();
            assertThat(queued.type()).isEqualTo(RunStateChanged.TYPE);
            assertThat(JSON.readTree(queued.data()).at("/data/state").asText()).isEqualTo("QUEUED");

            as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);
            assertThat(Watcher.action(stream.next())).isEqualTo("CONNECTOR_DELETED");
            assertThat(JSON.readTree(stream.next().data()).at("/data/state").asText())
                    .isEqualTo("CANCELLED");
        }
    }

    @Test
    void theSameJsonGoesToKafka() throws Exception {
        try (EventClient stream = watcher.open(Watcher.EVENTS, null)) {
            String id = create(tenant, "prod").getString("id");

            String sent = Rows.text(
                    "SELECT payload FROM outbox WHERE topic = 'connector_changes' AND message_key = ?::uuid::text", id);
            assertThat(stream.next().data()).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', CONNECTOR_DELETED", "?purge=true, CONNECTOR_PURGED"})
    void aStreamOfAConnectorTellsOfThatOneAndEndsWithIt(String query, String last) throws Exception {
        String watched = create(tenant, "watched").getString("id");
        String other = create(tenant, "other").getString("id");
        try (EventClient stream = watcher.open(CONNECTORS + "/" + watched + "/events", null)) {
            watcher.rename(other, "other-2");
            watcher.rename(watched, "watched-2");
            assertThat(JSON.readTree(stream.next().data()).at("/data/name").asText())
                    .isEqualTo("watched-2");

            as(tenant, "admin")
                    .delete(CONNECTORS + "/" + watched + query)
                    .then()
                    .statusCode(204);

            assertThat(Watcher.action(stream.next())).isEqualTo(last);
            stream.awaitEnd();
        }
        as(tenant, "viewer").get(CONNECTORS + "/" + watched + "/events").then().statusCode(404);
    }

    @Test
    void nothingOfAnotherTenantIsTold() throws Exception {
        String begin;
        try (EventClient stream = watcher.open(Watcher.EVENTS, null)) {
            begin = stream.nextId();
            String foreign = create(newTenant(), "foreign").getString("id");
            as(tenant, "viewer")
                    .get(CONNECTORS + "/" + foreign + "/events")
                    .then()
                    .statusCode(404);
            create(tenant, "own");
            assertThat(Watcher.name(stream.next())).isEqualTo("own");
        }
        try (EventClient resumed = watcher.open(Watcher.EVENTS, begin)) {
            assertThat(Watcher.name(resumed.next())).isEqualTo("own");
        }
    }
}
