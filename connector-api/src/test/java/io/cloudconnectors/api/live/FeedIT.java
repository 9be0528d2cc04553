package io.cloudconnectors.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an instance hands to those who subscribed to it. */
class FeedIT {
    private static final Tenant ACME = new Tenant("acme");

    private static EngineDatabases databases;
    private final UUID connector = databases.connector("acme");
    private final AtomicInteger disconnected = new AtomicInteger();

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
    }

    @Test
    void everyInstanceTellsOfEverythingInTheSameOrder() throws InterruptedException {
        Feed one = started(Map.of("live.batch", "2"));
        Feed other = started(Map.of());
        Subscription atOne = subscribe(one, null);
        Subscription atOther = subscribe(other, null);

        for (int i = 0; i < 5; i++) {
            publish(connector, "event-" + i);
        }
        awaitCommits();
        one.step();
        other.step();

        assertThat(taken(atOne)).hasSize(5).isEqualTo(taken(atOther));
    }

    @Test
    void aClientThatReadsTooSlowlyIsDisconnectedAndTheOthersAreNot() throws InterruptedException {
        Feed feed = started(Map.of("live.queue", "2"));
        Subscription slow = subscribe(feed, null);
        Subscription elsewhere = subscribe(feed, UUID.randomUUID());

        for (int i = 0; i < 3; i++) {
            publish(connector, "event-" + i);
        }
        awaitCommits();
        feed.step();

        assertThat(slow.isOver()).isTrue();
        assertThat(disconnected).hasValue(1);
        assertThat(taken(slow)).isEmpty();
        assertThat(elsewhere.isOver()).isFalse();
    }

    @Test
    void asManyStreamsAreOpenAsTheInstanceBears() {
        Feed feed = started(Map.of("live.streams", "1"));
        Subscription one = subscribe(feed, null);

        assertThatThrownBy(() -> subscribe(feed, null)).isInstanceOf(ProblemException.class);
        one.close();
        one.close();
        assertThat(subscribe(feed, null).isOver()).isFalse();
        assertThatThrownBy(() -> subscribe(feed, null)).isInstanceOf(ProblemException.class);
    }

    @Test
    void nobodySubscribesBeforeTheInstanceKnowsWhereItIs() {
        Feed feed = feed(Map.of());

        assertThatThrownBy(() -> subscribe(feed, null)).isInstanceOf(ProblemException.class);
    }

    @Test
    void anInstanceThatStopsEndsItsStreams() {
        Feed feed = started(Map.of());
        Subscription subscription = subscribe(feed, null);

        feed.close();

        assertThat(subscription.isOver()).isTrue();
        assertThatThrownBy(() -> subscribe(feed, null)).isInstanceOf(ProblemException.class);
    }

    @Test
    void oldEventsAreDeletedFromTheBeginningUpToTheFirstThatIsYoung() {
        databases.run("TRUNCATE event");
        publish(connector, "old");
        publish(connector, "younger");
        publish(connector, "as-old");
        databases.run(
                "UPDATE event SET at = now() - interval '25 hours' WHERE payload #>> '{data,name}' IN ('old', 'as-old')");
        EventRepository events = repository(Map.of());

        assertThat(events.purge()).isFalse();

        assertThat(databases.one(String.class, """
                        SELECT string_agg(payload #>> '{data,name}', ' ' ORDER BY xid, id) FROM event
                        """)).isEqualTo("younger as-old");
        assertThat(databases.one(Boolean.class, "SELECT xid > '0' FROM event_floor"))
                .isTrue();
    }

    @Test
    void aLookForWhatIsNewReadsTheKeyOnly() {
        databases.run("""
                INSERT INTO event (tenant, connector_id, type, payload)
                SELECT 'acme', gen_random_uuid(), 'test', '{}' FROM generate_series(1, 5000)
                """);
        databases.run("ANALYZE event");
        String plan = new Plans(databases.engine())
                .of(EventRepository.NEXT, repository(Map.of()).values(new Position(1, 1)));

        assertThat(plan).contains("Index Scan using event_pkey").doesNotContain("Seq Scan");
    }

    private Subscription subscribe(Feed feed, UUID of) {
        return feed.subscribe(ACME, of, disconnected::incrementAndGet);
    }

    private static Feed started(Map<String, String> values) {
        Feed feed = feed(values);
        feed.step();
        return feed;
    }

    private static Feed feed(Map<String, String> values) {
        return new Feed(config(values), repository(values), new SimpleMeterRegistry());
    }

    private static EventRepository repository(Map<String, String> values) {
        return new EventRepository(databases.engine(), EngineDatabases.JSON, config(values));
    }

    private static LiveConfig config(Map<String, String> values) {
        return Configs.of(LiveConfig.class, values);
    }

    private static void publish(UUID connector, String name) {
        databases.one(
                Long.class,
                "SELECT publish_event('acme', ?, jsonb_build_object('type', 'test', 'data', jsonb_build_object('name', ?::text)))",
                connector,
                name);
    }

    /** Until no transaction of the whole server is older than the events: others share it. */
    private static void awaitCommits() {
        long last = Long.parseLong(databases.one(String.class, "SELECT max(xid::text::bigint)::text FROM event"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> repository(Map.of()).head().transaction() > last);
    }

    private static List<LiveEvent> taken(Subscription subscription) throws InterruptedException {
        List<LiveEvent> events = new ArrayList<>();
        Optional<LiveEvent> next = subscription.next(Duration.ZERO);
        while (next.isPresent()) {
            events.add(next.get());
            next = subscription.next(Duration.ZERO);
        }
        return events;
    }
}
