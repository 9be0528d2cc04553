package io.cloudconnectors.system.fault;

import io.cloudconnectors.contracts.Topics;
import java.time.Duration;
import java.util.List;

/** What happens to messages. */
final class MessageFaults {
    private static final List<String> TOPICS = List.of(Topics.RUNS_INTERACTIVE, Topics.RUNS_SCHEDULED, Topics.RESULTS);
    /** Longer than a lease. */
    private static final Duration MOST_DELAY = Duration.ofSeconds(10);

    private MessageFaults() {}

    /**
     * Every message comes three times, and in another order: what an attempt reported comes again when the next one has
     * the run.
     */
    static String repeat(Scene scene) throws Exception {
        var duplicator = new Duplicator(scene.stack().kafka(), TOPICS, MOST_DELAY, scene.random());
        String meanwhile;
        try (duplicator) {
            scene.bringNear(Integer.MAX_VALUE);
            meanwhile = PollerFaults.freezePastItsLease(scene);
        }
        if (duplicator.written() == 0) {
            throw new Reach.NotReachedException("a copy of a message", null);
        }
        return duplicator.written() + " copies came; meanwhile " + meanwhile;
    }
}
