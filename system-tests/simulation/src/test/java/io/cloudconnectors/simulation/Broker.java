package io.cloudconnectors.simulation;

import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.history.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Kafka: what it acknowledged it has, at least once. A sender may not learn that it has something; requests may come again
 * much later, and so behind others of their key; results keep their order, for their producer numbers them.
 */
public final class Broker {
    private static final Future<RecordMetadata> ACKNOWLEDGED = CompletableFuture.completedFuture(null);
    private static final Future<RecordMetadata> UNKNOWN =
            CompletableFuture.failedFuture(new TimeoutException("not acknowledged in time"));
    private static final long DELIVERY_TIMEOUT = 10_000;
    private static final int ECHO_DELAY = 240_000;

    private final Scheduler scheduler;
    private final Weather weather;
    private final SplittableRandom random;
    private final Tables tables;
    private final Node itself;
    private final int echoes;
    final Topic<RunRequest> interactive;
    final Topic<RunRequest> scheduled;
    final Topic<ResultEvent> results;

    Broker(Scheduler scheduler, Weather weather, SplittableRandom random, Tables tables, Members members) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.random = random;
        this.tables = tables;
        this.itself = new Node(-1, scheduler, () -> {});
        this.echoes = random.nextInt(3) * random.nextInt(30);
        this.interactive = new Topic<>(2, members.pollers, scheduler, weather);
        this.scheduled = new Topic<>(2, members.pollers, scheduler, weather);
        this.results = new Topic<>(2, members.instances, scheduler, weather);
    }

    /** Who reads: pollers the requests, instances of connector-api the results. */
    record Members(List<Node> pollers, List<Node> instances) {}

    /** Where instances send run requests to. */
    MockProducer<String, byte[]> producer() {
        return new MockProducer<>() {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                return Broker.this.send(record);
            }
        };
    }

    private Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        if (!arrives()) {
            return UNKNOWN;
        }
        RunRequest request = tables.request(new String(record.value(), StandardCharsets.ISO_8859_1));
        Topic<RunRequest> topic = record.topic().equals(Topics.RUNS_INTERACTIVE) ? interactive : scheduled;
        tables.tell(new Event.MessageInKafka(request.runId(), request.attempt()));
        topic.append(key(request.connectorId()), request);
        if (random.nextInt(100) < echoes) {
            var _ = scheduler.spawn(
                    itself, random.nextInt(ECHO_DELAY), () -> topic.append(key(request.connectorId()), request));
        }
        return weather.loses() ? UNKNOWN : ACKNOWLEDGED;
    }

    /** Takes in what a poller reports. */
    public Future<?> send(ResultEvent event) {
        if (!arrives()) {
            return UNKNOWN;
        }
        results.append(key(event.origin().connectorId()), event);
        return weather.loses() ? UNKNOWN : ACKNOWLEDGED;
    }

    private boolean arrives() {
        scheduler.sleep(weather.latency());
        if (weather.isBrokerAway()) {
            scheduler.sleep(DELIVERY_TIMEOUT);
        }
        return !weather.isBrokerAway() && !weather.loses();
    }

    private static int key(UUID connector) {
        return (int) connector.getLeastSignificantBits();
    }
}
