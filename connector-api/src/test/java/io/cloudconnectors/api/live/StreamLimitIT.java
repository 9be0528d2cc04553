package io.cloudconnectors.api.live;

import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Streams end, and a tenant has so many of them. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class StreamLimitIT {
    private final String tenant = newTenant();
    private final Watcher watcher = new Watcher(tenant);

    @Inject
    MeterRegistry meters;

    @Test
    void theStreamEndsWithItsToken() throws Exception {
        String token = Setting.identity().token(tenant, Duration.ofSeconds(4), "viewer");
        try (EventClient stream = EventClient.open(token, Watcher.EVENTS, null)) {
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
                            .formatted(Watcher.EVENTS, token)
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
                streams.add(watcher.open(Watcher.EVENTS, null));
            }
            String code = as(tenant, "viewer")
                    .get(Watcher.EVENTS)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", org.hamcrest.Matchers.notNullValue())
                    .extract()
                    .path("code");
            assertThat(code).isEqualTo("TOO_MANY_STREAMS");
            EventClient.open(Setting.identity().token(newTenant(), "viewer"), Watcher.EVENTS, null)
                    .close();
        } finally {
            for (EventClient stream : streams) {
                stream.close();
            }
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
}
