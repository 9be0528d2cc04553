package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.contracts.AuditAnchor;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.contracts.VaultAuditAnchor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Heads of chains, kept where whoever can write to the database cannot: on a compacted topic, keyed by tenant. */
@ApplicationScoped
class AnchorTopic {
    private static final Logger LOG = Logger.getLogger(AnchorTopic.class);
    private static final int BATCH = 1000;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_WAITS = 10;
    /** A client waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final ObjectMapper json;

    AnchorTopic(KafkaClients clients, ObjectMapper json) {
        this.clients = clients;
        this.json = json;
    }

    /**
     * The last anchor of each tenant.
     *
     * @throws KafkaAwayException when they cannot all be read
     */
    Map<String, AuditAnchor> all() {
        return read(tenant -> true);
    }

    /**
     * The last anchor of one tenant.
     *
     * @throws KafkaAwayException when they cannot all be read
     */
    Optional<AuditAnchor> last(String tenant) {
        return Optional.ofNullable(read(tenant::equals).get(tenant));
    }

    /** @throws KafkaAwayException when some were not acknowledged */
    void add(List<AuditAnchor> anchors) throws InterruptedException {
        List<Future<RecordMetadata>> inFlight = new ArrayList<>(anchors.size());
        for (AuditAnchor anchor : anchors) {
            inFlight.add(clients.producer()
                    .send(new ProducerRecord<>(Topics.AUDIT_ANCHORS, anchor.tenant(), bytes(anchor))));
        }
        for (Future<RecordMetadata> sending : inFlight) {
            try {
                sending.get();
            } catch (ExecutionException e) {
                throw new KafkaAwayException("Anchors of audit trails were not acknowledged", e);
            }
        }
    }

    private Map<String, AuditAnchor> read(Predicate<String> wanted) {
        try (Consumer<String, byte[]> consumer = clients.consumer("audit-anchors", BATCH)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT_ANCHORS, PATIENCE).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readUpTo(consumer, consumer.endOffsets(partitions, PATIENCE), wanted);
        } catch (KafkaException e) {
            throw new KafkaAwayException("Anchors of audit trails cannot be read", e);
        }
    }

    private Map<String, AuditAnchor> readUpTo(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Predicate<String> wanted) {
        Map<String, AuditAnchor> last = new HashMap<>();
        int emptyWaits = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            var records = consumer.poll(WAIT);
            emptyWaits = records.isEmpty() ? emptyWaits + 1 : 0;
            if (emptyWaits > MOST_EMPTY_WAITS) {
                throw new KafkaException("The end of the topic is not reached");
            }
            records.forEach(record -> {
                if (isOfATenant(record.key()) && wanted.test(record.key())) {
                    anchor(record.value())
                            .ifPresent(anchor -> last.merge(
                                    record.key(), anchor, (one, other) -> one.seq() >= other.seq() ? one : other));
                }
            });
        }
        return last;
    }

    /** The vault keeps its heads on the same topic. */
    private static boolean isOfATenant(@Nullable String key) {
        return key != null && !key.startsWith(VaultAuditAnchor.KEY_PREFIX);
    }

    private Optional<AuditAnchor> anchor(byte[] value) {
        try {
            return Optional.of(json.readValue(value, AuditAnchor.class));
        } catch (IOException e) {
            LOG.errorf(e, "A record is no anchor of an audit trail and is passed over; topic=%s", Topics.AUDIT_ANCHORS);
            return Optional.empty();
        }
    }

    private byte[] bytes(AuditAnchor anchor) {
        try {
            return json.writeValueAsBytes(anchor);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An anchor is always writable", e);
        }
    }
}
