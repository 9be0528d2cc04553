package io.cloudconnectors.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final long SCHEDULES = 50_000;
    private static final long ENOUGH_FOR_A_MUTANT = 20_000;

    /** All that the protocol can do. A part of it comes from the services' own metrics. */
    private static final List<String> EVERYTHING = List.of(
            "run: QUEUED -> RUNNING",
            "run: QUEUED -> CANCELLED",
            "run: RUNNING -> QUEUED, or sent again",
            "run: RUNNING -> SUCCEEDED",
            "run: RUNNING -> PARTIAL",
            "run: RUNNING -> FAILED",
            "run: RUNNING -> CANCELLED",
            "run: SKIPPED",
            "run: sent again",
            "lease.requests granted",
            "lease.requests refused",
            "lease.heartbeats CONTINUE",
            "lease.heartbeats CANCEL",
            "lease.heartbeats FENCED",
            "lease.lapses queued",
            "lease.lapses ended",
            "results.events chunk taken",
            "results.events chunk fenced",
            "results.events seen taken",
            "results.events seen fenced",
            "results.events blind taken",
            "results.events blind fenced",
            "results.events finished taken",
            "results.events finished fenced",
            "poller: SUCCEEDED",
            "poller: PARTIAL",
            "poller: FAILED",
            "poller: CANCELLED",
            "poller: FENCED",
            "poller: FENCED at the end",
            "poller: LEASE_LOST",
            "poller: LEASE_LOST at the end",
            "poller: no answer to a lease",
            "poller: the end is sent again",
            "a loop's round failed",
            "a batch of results is taken in again",
            "a manual run waits in the outbox",
            "the outbox is full",
            "client: created",
            "client: run now",
            "client: run in progress",
            "client: cancelled",
            "client: credential replaced",
            "client: disabled or enabled",
            "client: deleted",
            "client: no answer",
            "fault: crash",
            "fault: pause",
            "fault: clock step",
            "fault: database away",
            "fault: broker away",
            "fault: records come again");

    @Test
    void noScheduleBreaksAnInvariantAndTogetherTheyReachEverything() throws InterruptedException {
        Campaign.Report report = new Campaign(1, SCHEDULES, null).run(THREADS);

        assertThat(report.findings()).isEmpty();
        assertThat(report.coverage()).containsKeys(EVERYTHING.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void aFaultThatIsBuiltInIsFound(Mutant mutant) throws InterruptedException {
        Campaign.Report report = new Campaign(1, ENOUGH_FOR_A_MUTANT, mutant).run(THREADS);

        assertThat(report.findings())
                .as("%s within %d schedules", mutant, report.schedules())
                .extracting(finding -> finding.violation().invariant())
                .contains(mutant.broken());
    }

    @Test
    void aSeedReplaysExactly() {
        LongStream.rangeClosed(1, 50).forEach(seed -> assertThat(history(seed)).isEqualTo(history(seed)));
        assertThat(history(1)).isNotEqualTo(history(2));
    }

    private static List<Event> history(long seed) {
        List<Event> events = new ArrayList<>();
        var _ = Schedule.of(seed, null, new Coverage(), events::add);
        return events;
    }
}
