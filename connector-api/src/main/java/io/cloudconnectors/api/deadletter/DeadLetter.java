package io.cloudconnectors.api.deadletter;

import io.cloudconnectors.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was put aside. Its headers {@code reason}, {@code topic}, {@code partition} and {@code offset} say why and
 * whence; key and value are the record's own.
 *
 * @param id where it stands among the dead letters: {@code partition-offset}
 * @param topic that it came from
 * @param from where it stood there: {@code partition-offset}
 * @param bytes of its value
 */
public record DeadLetter(
        String id, Instant at, @Nullable String key, String topic, String from, String reason, int bytes) {
    private static final String REASON = "reason";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    /** Of a record that says that the letter with this id was replayed; it has no value. */
    private static final String REPLAYED = "replayed";

    /** What is sent to put a record aside. */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> record, String reason) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), record.value());
        header(letter, REASON, reason);
        header(letter, TOPIC, record.topic());
        header(letter, PARTITION, Integer.toString(record.partition()));
        header(letter, OFFSET, Long.toString(record.offset()));
        return letter;
    }

    /** Reads one; empty when it is a mark. */
    static Optional<DeadLetter> read(ConsumerRecord<String, byte[]> record) {
        if (replayed(record).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetter(
                id(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                text(record, TOPIC),
                text(record, PARTITION) + "-" + text(record, OFFSET),
                text(record, REASON),
                record.value() == null ? 0 : record.value().length));
    }

    /** The id of the letter that a mark says was replayed. */
    static Optional<String> replayed(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(REPLAYED)).map(DeadLetter::text);
    }

    /** The mark that a letter was replayed, beside it. */
    static ProducerRecord<String, byte[]> mark(ConsumerRecord<String, byte[]> letter) {
        var mark = new ProducerRecord<String, byte[]>(Topics.DEAD_LETTERS, letter.partition(), letter.key(), null);
        header(mark, REPLAYED, id(letter.partition(), letter.offset()));
        return mark;
    }

    private static String id(int partition, long offset) {
        return partition + "-" + offset;
    }

    private static String text(ConsumerRecord<String, byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        return found == null ? "" : text(found);
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
