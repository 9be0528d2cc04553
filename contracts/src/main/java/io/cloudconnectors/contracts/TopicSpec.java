package io.cloudconnectors.contracts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is kept. {@link #ALL} is the one place that says it: connector-api makes the topics from it, the local stack
 * starts with it, and the manifests in {@code deploy/kafka} and the AsyncAPI document are checked against it. How many copies
 * there are, and how many must be in sync, is a matter of the cluster and said there.
 *
 * @param partitions what a deployment begins with; they can be raised later, and are never lowered
 * @param retention how long a record is kept; null where the last one of each key is kept for good
 * @param maxMessageBytes the largest batch that the broker takes
 */
public record TopicSpec(
        String name, int partitions, @Nullable Duration retention, int maxMessageBytes) {
    private static final int MEBIBYTE = 1 << 20;

    /** What Kafka would take by default. */
    private static final int USUAL_BATCH = MEBIBYTE + 12;

    /** Every topic of the suite. */
    public static final List<TopicSpec> ALL = List.of(
            // A request is worth nothing once its attempt cannot be leased any more; a day of them is there to be
            // looked at.
            new TopicSpec(Topics.RUNS_INTERACTIVE, 16, Duration.ofDays(1), USUAL_BATCH),
            new TopicSpec(Topics.RUNS_SCHEDULED, 64, Duration.ofDays(1), USUAL_BATCH),
            // As long as the inventory may be away without a result being lost.
            new TopicSpec(Topics.RESULTS, 64, Duration.ofDays(7), USUAL_BATCH),
            // As long as an integrator may be away.
            new TopicSpec(Topics.CONNECTOR_CHANGES, 16, Duration.ofDays(7), USUAL_BATCH),
            // As long as somebody may need to find out, repair and replay. A letter is a record of any topic,
            // packed as it came, with headers more.
            new TopicSpec(Topics.DEAD_LETTERS, 4, Duration.ofDays(30), 2 * MEBIBYTE),
            // An anchor is needed for as long as its audit trail is.
            new TopicSpec(Topics.AUDIT_ANCHORS, 1, null, USUAL_BATCH));

    /** The settings of the topic by the names that Kafka gives them. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Duration kept = retention;
        settings.put("cleanup.policy", kept == null ? "compact" : "delete");
        if (kept != null) {
            settings.put("retention.ms", Long.toString(kept.toMillis()));
        }
        settings.put("max.message.bytes", Integer.toString(maxMessageBytes));
        return settings;
    }

    /** The same topic with another number of partitions. */
    public TopicSpec withPartitions(int number) {
        return new TopicSpec(name, number, retention, maxMessageBytes);
    }
}
