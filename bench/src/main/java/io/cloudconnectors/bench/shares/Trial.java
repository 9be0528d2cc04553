package io.cloudconnectors.bench.shares;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that is tried.
 *
 * @param records how many there are
 * @param perSecond how many are sent a second; 0 when all are there before the pollers
 */
record Trial(Way way, Trouble trouble, int records, int perSecond) {
    static final String TOPIC_VARIABLE = "SHARES_TOPIC";
    static final String BROKERS_VARIABLE = "SHARES_BROKERS";
    private static final String TRIAL_VARIABLE = "SHARES_TRIAL";

    static final int POLLERS = 8;
    static final int PARTITIONS = 4;
    static final int SLOTS = 8;
    /** How long a run keeps its slot. */
    static final Duration RUN = Duration.ofSeconds(1);
    /** After it a record that is not acknowledged goes to another; the least that the broker allows. */
    static final Duration LOCK = Duration.ofSeconds(15);

    /** How pollers share the topic. */
    enum Way {
        /** A consumer group as in ADR 8: one record at a time, paused without a free slot, committed after its lease. */
        CONSUMER_GROUP("consumer group"),
        /** A share group as it is by default: records are acquired by the batches in which they were produced. */
        SHARE_GROUP("share group"),
        /** A share group that acquires no more records than it asks for. */
        SHARE_GROUP_STRICT("share group, record_limit");

        private final String text;

        Way(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** What is wrong with one of the pollers. */
    enum Trouble {
        NONE,
        /** It has a long run in each of its slots, and works otherwise. */
        SATURATED,
        /** It took a record, and neither acknowledges nor polls again. */
        HUNG;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Map<String, String> environment(String brokers, String topic) {
        return Map.of(
                BROKERS_VARIABLE,
                brokers,
                TOPIC_VARIABLE,
                topic,
                TRIAL_VARIABLE,
                String.join(" ", way.name(), trouble.name(), Integer.toString(records), Integer.toString(perSecond)));
    }

    static Trial of(Map<String, String> environment) {
        String[] parts = environment.getOrDefault(TRIAL_VARIABLE, "").split(" ", -1);
        return new Trial(
                Way.valueOf(parts[0]),
                Trouble.valueOf(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }
}
