package io.cloudconnectors.api.live;

import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.live.EventClient.Event;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
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

/** Who was cut off gets what was missed: each event once, and in order. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ResumeIT {
    private final String tenant = newTenant();
    private final Watcher watcher = new Watcher(tenant);

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
    void aTransactionThatBeganFirstAndCommitsLastIsNotPassedOver() throws Exception {
        String last;
        try (EventClient stream = watcher.open(Watcher.EVENTS, null);
                Connection first = Rows.superuser();
                Connection second = Rows.superuser()) {
            UUID connector = UUID.fromString(create(tenant, "prod").getString("id"));
            last = stream.next().id();
            while (!stream.nextId().equals(last)) {
                // What came before the connector.
            }
            watcher.publish(first, connector, "first");
            watcher.publish(second, connector, "second");
            second.commit();
            stream.nextId();
            stream.nextId(); // A heartbeat after the commit: the stream has gone on, and not past the first.
            assertThat(stream.hasNone()).isTrue();
            first.commit();

            assertThat(Watcher.name(stream.next())).isEqualTo("first");
            assertThat(Watcher.name(stream.next())).isEqualTo("second");
        }
        try (EventClient resumed = watcher.open(Watcher.EVENTS, last)) {
            assertThat(Watcher.name(resumed.next())).isEqualTo("first");
            assertThat(Watcher.name(resumed.next())).isEqualTo("second");
        }
    }

    @Test
    void whoIsCutOffAgainAndAgainGetsEveryEventOnce() throws Exception {
        UUID connector;
        String last;
        try (EventClient stream = watcher.open(Watcher.EVENTS, null)) {
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
                            watcher.publish(connection, connector, of + i);
                            connection.commit();
                        }
                    }
                    return true;
                }));
            }
            while (received.size() < writers * each) {
                try (EventClient stream = watcher.open(Watcher.EVENTS, last)) {
                    for (int i = 0; i < 20 && received.size() < writers * each; i++) {
                        Event event = stream.next();
                        received.add(Watcher.name(event));
                        last = event.id();
                    }
                }
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }
        create(tenant, "the-next");
        try (EventClient stream = watcher.open(Watcher.EVENTS, last)) {
            assertThat(Watcher.name(stream.next())).as("nothing was left over").isEqualTo("the-next");
        }
        assertThat(received).doesNotHaveDuplicates().hasSize(writers * each);
    }

    @Test
    void aHeartbeatTellsFromWhereToResume() throws Exception {
        String begin;
        String later;
        try (EventClient stream = watcher.open(Watcher.EVENTS, null)) {
            begin = stream.nextId();
            later = stream.nextId();
            create(newTenant(), "of-another-tenant");
            while (later.equals(begin)) {
                later = stream.nextId();
            }
            assertThat(stream.hasNone()).isTrue();
        }
        create(tenant, "missed");
        try (EventClient resumed = watcher.open(Watcher.EVENTS, later)) {
            assertThat(Watcher.name(resumed.next())).isEqualTo("missed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "0-0", "999999999999-1"})
    void whoCannotResumeIsToldToReadAgain(String lastEventId) throws Exception {
        String old = lastEventId.equals("0-0") ? purged() : lastEventId;
        try (EventClient stream = watcher.open(Watcher.EVENTS, old)) {
            assertThat(stream.next().type()).isEqualTo("reset");

            create(tenant, "next");

            assertThat(Watcher.name(stream.next())).isEqualTo("next");
        }
    }

    @Test
    void anInstanceThatIsBehindRepeatsNothing() throws Exception {
        Feed behind = new Feed(config, events, new SimpleMeterRegistry());
        behind.step();
        String last;
        try (EventClient stream = watcher.open(Watcher.EVENTS, null)) {
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

    /** The position of an event that is deleted since, as old ones are. */
    private static String purged() throws Exception {
        try (Connection connection = Rows.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE event_floor SET xid = GREATEST(xid, '2'::xid8)");
        }
        return "1-1";
    }
}
