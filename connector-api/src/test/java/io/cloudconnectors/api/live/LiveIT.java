package io.cloudconnectors.api.live;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.MERGE_PATCH;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.live.EventClient.Event;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.ConnectorChanged;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunStateChanged;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who watch are told, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class LiveIT {
    private static final String EVENTS = "/api/v1/events";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant = newTenant();

    @Inject
    MeterRegistry meters;

    @Inject
    LiveConfig config;

    @Inject
    EventRepository events;

    @Inject
    EventReadRepository past;

    @Inject
    @DataSource("api")
    TenantTransactions transactions;

    @Test
    void whatPeopleDoIsSeenAsItHappens() throws Exception {
        try (EventClient stream = open(EVENTS, null)) {
            String id = create(tenant, "prod").getString("id");
            Event created = stream.next();
            assertThat(created.type()).isEqualTo(ConnectorChanged.TYPE);
            assertThat(action(created)).isEqualTo("CONNECTOR_CREATED");
            assertThat(JSON.readTree(created.data()).path("subject").asText()).isEqualTo(id);

            rename(id, "production");
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
            assertThat(action(stream.next())).isEqualTo("CONNECTOR_DELETED");
            assertThat(JSON.readTree(stream.next().data()).at("/data/state").asText())
                    .isEqualTo("CANCELLED");
        }
    }

    @Test
    void theSameJsonGoesToKafka() throws Exception {
        try (EventClient stream = open(EVENTS, null)) {
            String id = create(tenant, "prod").getString("id");

            String sent = Rows.text(
                    "SELECT payload FROM outbox WHERE topic = 'connector_changes' AND message_key = ?::uuid::text", id);
            assertThat(stream.next().data()).isEqualTo(sent);
        }
    }

    @Test
    void aStreamOfAConnectorTellsOfThatOneAndEndsWithIt() throws Exception {
        String watched = create(tenant, "watched").getString("id");
        String other = create(tenant, "other").getString("id");
        try (EventClient stream = open(CONNECTORS + "/" + watched + "/events", null)) {
            rename(other, "other-2");
            rename(watched, "watched-2");
            assertThat(JSON.readTree(stream.next().data()).at("/data/name").asText())
                    .isEqualTo("watched-2");

            as(tenant).delete(CONNECTORS + "/" + watched).then().statusCode(204);

            assertThat(action(stream.next())).isEqualTo("CONNECTOR_DELETED");
            stream.awaitEnd();
        }
        as(tenant, "viewer").get(CONNECTORS + "/" + watched + "/events").then().statusCode(404);
    }

    @Test
    void aTransactionThatBeganFirstAndCommitsLastIsNotPassedOver() throws Exception {
        String last;
        try (EventClient stream = open(EVENTS, null);
                Connection first = Rows.superuser();
                Connection second = Rows.superuser()) {
            UUID connector = UUID.fromString(create(tenant, "prod").getString("id"));
            last = stream.next().id();
            while (!stream.nextId().equals(last)) {
                // What came before the connector.
            }
            publish(first, connector, "first");
            publish(second, connector, "second");
            second.commit();
            stream.nextId();
            stream.nextId(); // A heartbeat after the commit: the stream has gone on, and not past the first.
            assertThat(stream.hasNone()).isTrue();
            first.commit();

            assertThat(name(stream.next())).isEqualTo("first");
            assertThat(name(stream.next())).isEqualTo("second");
        }
        try (EventClient resumed = open(EVENTS, last)) {
            assertThat(name(resumed.next())).isEqualTo("first");
            assertThat(name(resumed.next())).isEqualTo("second");
        }
    }

    @Test
    void whoIsCutOffAgainAndAgainGetsEveryEventOnce() throws Exception {
        UUID connector;
        String last;
        try (EventClient stream = open(EVENTS, null)) {
            connector = UUID.fromString(create(tenant, "prod").getString("id"));
            last = stream.next().id();
        }
        int writers = 4;
        int each = 25;
        List<String> received = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String of = "writer-" + writer + "-";
                writing.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        try (Connection connection = Rows.superuser()) {
                            publish(connection, connector, of + i);
                            connection.commit();
                        }
                    }
                    return true;
                }));
            }
            while (received.size() < writers * each) {
                try (EventClient stream = open(EVENTS, last)) {
                    for (int i = 0; i < 20 && received.size() < writers * each; i++) {
                        Event event = stream.next();
                        received.add(name(event));
                        last = event.id();
                    }
                }
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }
        create(tenant, "the-next");
        try (EventClient stream = open(EVENTS, last)) {
            assertThat(name(stream.next())).as("nothing was left over").isEqualTo("the-next");
        }
        assertThat(received).doesNotHaveDuplicates().hasSize(writers * each);
    }

    @Test
    void aHeartbeatTellsFromWhereToResume() throws Exception {
        String begin;
        String later;
        try (EventClient stream = open(EVENTS, null)) {
            begin = stream.nextId();
            later = stream.nextId();
            create(newTenant(), "of-another-tenant");
            while (later.equals(begin)) {
                later = stream.nextId();
            }
            assertThat(stream.hasNone()).isTrue();
        }
        create(tenant, "missed");
        try (EventClient resumed = open(EVENTS, later)) {
            assertThat(name(resumed.next())).isEqualTo("missed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "0-0", "999999999999-1"})
    void whoCannotResumeIsToldToReadAgain(String lastEventId) throws Exception {
        String old = lastEventId.equals("0-0") ? purged() : lastEventId;
        try (EventClient stream = open(EVENTS, old)) {
            assertThat(stream.next().type()).isEqualTo("reset");

            create(tenant, "next");

            assertThat(name(stream.next())).isEqualTo("next");
        }
    }

    @Test
    void anInstanceThatIsBehindRepeatsNothing() throws Exception {
        Feed behind = new Feed(config, events, new SimpleMeterRegistry());
        behind.step();
        String last;
        try (EventClient stream = open(EVENTS, null)) {
            create(tenant, "told-elsewhere");
            last = stream.next().id();
            create(tenant, "new");
            stream.next();
        }
        Subscription subscription = behind.subscribe(new Tenant(tenant), null, () -> {});
        assertThat(subscription.begin().isAfter(Position.parse(last).orElseThrow()))
                .isFalse();
        behind.step();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicInteger looks = new AtomicInteger();
        Instant expiry = Instant.EPOCH.plusSeconds(10);

        new EventStream(
                        subscription,
                        new Past(transactions, past, new Tenant(tenant), null),
                        last,
                        expiry,
                        Duration.ofMillis(1),
                        () -> looks.incrementAndGet() < 5 ? Instant.EPOCH : expiry)
                .write(out);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"new\"").doesNotContain("told-elsewhere", "reset");
    }

    @Test
    void nothingOfAnotherTenantIsTold() throws Exception {
        String begin;
        try (EventClient stream = open(EVENTS, null)) {
            begin = stream.nextId();
            String foreign = create(newTenant(), "foreign").getString("id");
            as(tenant, "viewer")
                    .get(CONNECTORS + "/" + foreign + "/events")
                    .then()
                    .statusCode(404);
            create(tenant, "own");
            assertThat(name(stream.next())).isEqualTo("own");
        }
        try (EventClient resumed = open(EVENTS, begin)) {
            assertThat(name(resumed.next())).isEqualTo("own");
        }
    }

    @Test
    void theStreamEndsWithItsToken() throws Exception {
        String token = Setting.identity().token(tenant, Duration.ofSeconds(4), "viewer");
        try (EventClient stream = EventClient.open(token, EVENTS, null)) {
            stream.awaitEnd();
        }
    }

    @Test
    void aClientThatDoesNotReadIsDisconnected() throws Exception {
        UUID connector = UUID.fromString(create(tenant, "prod").getString("id"));
        String token = Setting.identity().token(tenant, "viewer");
        double before = slow();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(EVENTS, token)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            publishLarge(connector, 250); // more than the buffers between hold, so the writer waits
            publishLarge(connector, 350);

            await().atMost(Duration.ofSeconds(60)).until(() -> slow() > before);
            assertThat(ends(socket)).isTrue();
        }
    }

    @Test
    void aTenantHasSoManyStreamsAndNoMore() throws Exception {
        List<EventClient> streams = new ArrayList<>();
        try {
            for (int i = 0; i < Setting.STREAMS_PER_TENANT; i++) {
                streams.add(open(EVENTS, null));
            }
            String code = as(tenant, "viewer")
                    .get(EVENTS)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", org.hamcrest.Matchers.notNullValue())
                    .extract()
                    .path("code");
            assertThat(code).isEqualTo("TOO_MANY_STREAMS");
            EventClient.open(Setting.identity().token(newTenant(), "viewer"), EVENTS, null)
                    .close();
        } finally {
            for (EventClient stream : streams) {
                stream.close();
            }
        }
    }

    private EventClient open(String path, String lastEventId) throws Exception {
        return EventClient.open(Setting.identity().token(tenant, "viewer"), path, lastEventId);
    }

    private void rename(String id, String name) {
        as(tenant)
                .contentType(MERGE_PATCH)
                .body("{\"name\": \"" + name + "\"}")
                .patch(CONNECTORS + "/" + id)
                .then()
                .statusCode(200);
    }

    /** Tells of a change in a transaction that stays open. */
    private void publish(Connection connection, UUID connector, String name) throws Exception {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT publish_event('%s', '%s', '{"type": "test", "data": {"name": "%s"}}')
                    """.formatted(tenant, connector, name));
        }
    }

    private void publishLarge(UUID connector, int events) throws Exception {
        try (Connection connection = Rows.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT publish_event('%s', '%s', jsonb_build_object('type', 'test', 'data', repeat('x', 60000)))
                      FROM generate_series(1, %d)
                    """.formatted(tenant, connector, events));
            statement.execute("DELETE FROM outbox WHERE message_key = '" + connector + "'");
        }
    }

    private double slow() {
        return meters.counter("live.streams.slow").count();
    }

    /** Reads what is left, and whether there is an end to it. */
    private static boolean ends(Socket socket) throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // reset by the server
        }
    }

    /** The position of an event that is deleted since, as old ones are. */
    private static String purged() throws Exception {
        try (Connection connection = Rows.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE event_floor SET xid = GREATEST(xid, '2'::xid8)");
        }
        return "1-1";
    }

    private static String action(Event event) throws Exception {
        return JSON.readTree(event.data()).at("/data/action").asText();
    }

    private static String name(Event event) throws Exception {
        return JSON.readTree(event.data()).at("/data/name").asText();
    }
}
