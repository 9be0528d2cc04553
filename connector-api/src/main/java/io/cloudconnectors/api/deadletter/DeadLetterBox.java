package io.cloudconnectors.api.deadletter;

import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * All dead letters. Reading takes nothing away. A replay sends a letter's record again to the topic that it came from, and
 * marks the letter, so that nobody replays it by accident a second time; if somebody does, the intake of results makes
 * nothing of it, for taking in a record again changes nothing.
 */
final class DeadLetterBox {
    private static final Pattern ID = Pattern.compile("(\\d{1,9})-(\\d{1,18})");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BATCH = 100;
    /** Where replaying twice is known to be harmless. */
    private static final Set<String> REPLAYABLE = Set.of(Topics.RESULTS);

    private final KafkaClients clients;

    DeadLetterBox(KafkaClients clients) {
        this.clients = clients;
    }

    /** The letters that were not replayed; of {@code all} the others too. The oldest first within a partition. */
    List<DeadLetter> list(boolean all) {
        Map<String, DeadLetter> letters = new LinkedHashMap<>();
        Set<String> replayed = new HashSet<>();
        try (var consumer = clients.reader(BATCH)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    DeadLetter.read(record).ifPresent(letter -> letters.put(letter.id(), letter));
                    DeadLetter.replayed(record).ifPresent(replayed::add);
                }
            }
        }
        return letters.values().stream()
                .filter(letter -> all || !replayed.contains(letter.id()))
                .toList();
    }

    /** A letter with its value; empty when there is none of that id. */
    Optional<Opened> open(String id) {
        Matcher place = ID.matcher(id);
        if (!place.matches()) {
            return Optional.empty();
        }
        try (var consumer = clients.reader(1)) {
            var partition = new TopicPartition(Topics.DEAD_LETTERS, Integer.parseInt(place.group(1)));
            return read(consumer, partition, Long.parseLong(place.group(2)))
                    .flatMap(record -> DeadLetter.read(record).map(letter -> new Opened(letter, record)));
        }
    }

    /**
     * Sends it again to where it came from.
     *
     * @return whether it may be: only what changes nothing the second time is replayed
     * @throws KafkaAwayException when it was not acknowledged; to be done again
     */
    boolean replay(Opened opened) throws InterruptedException {
        if (!REPLAYABLE.contains(opened.letter().topic())) {
            return false;
        }
        var record = opened.record();
        send(new ProducerRecord<>(opened.letter().topic(), record.key(), record.value()));
        send(DeadLetter.mark(record));
        return true;
    }

    private void send(ProducerRecord<String, byte[]> record) throws InterruptedException {
        try {
            clients.packingProducer().send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaAwayException("It was not sent", e);
        }
    }

    private static Optional<ConsumerRecord<String, byte[]>> read(
            Consumer<String, byte[]> consumer, TopicPartition partition, long offset) {
        if (partition.partition() >= consumer.partitionsFor(partition.topic()).size()) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        while (found.isEmpty() && consumer.position(partition) < end) {
            found.addAll(consumer.poll(POLL).records(partition));
        }
        return found.stream().filter(record -> record.offset() == offset).findFirst();
    }

    /** A letter and its record. */
    record Opened(DeadLetter letter, ConsumerRecord<String, byte[]> record) {}
}
