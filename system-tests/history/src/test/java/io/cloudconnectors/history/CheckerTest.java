package io.cloudconnectors.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {
    private static final UUID CONNECTOR = new UUID(1, 1);
    private static final UUID ELSEWHERE = new UUID(1, 2);
    private static final UUID RUN = new UUID(2, 1);
    private static final UUID OTHER = new UUID(2, 2);
    private static final long SLACK = 1000;
    private static final Event RECOVERED = new Event.Recovered();

    /** A run as it should be: lost once on its way, and sent again. */
    private static final List<Event> GOOD = List.of(
            new Event.CreateAcknowledged(CONNECTOR),
            claimed(RUN, 1),
            new Event.MessageCommitted(RUN, 1),
            new Event.MessageInKafka(RUN, 1),
            new Event.MessageInKafka(RUN, 1),
            new Event.Leased(CONNECTOR, RUN, 1),
            new Event.LeaseAnswered(CONNECTOR, 1),
            looked(1, 7),
            merged(1, 7),
            new Event.MessageCommitted(RUN, 2),
            new Event.MessageInKafka(RUN, 2),
            new Event.Leased(CONNECTOR, RUN, 2),
            merged(1, 7),
            new Event.LeaseAnswered(CONNECTOR, 2),
            looked(2, 8),
            merged(2, 8),
            new Event.ReportTaken(CONNECTOR, 2),
            new Event.RunOpen(RUN, 5000, 6000),
            ended(RUN, 2, Event.End.SUCCEEDED),
            claimed(OTHER, 2),
            ended(OTHER, 0, Event.End.SKIPPED),
            new Event.Fault("KILL", "nobody minds"),
            new Event.SliceRead(CONNECTOR, "ec2", 8),
            new Event.ConnectorRead(CONNECTOR),
            RECOVERED);

    static Stream<List<Event>> goodHistories() {
        return Stream.of(
                GOOD,
                // Two connectors are due at the same time.
                List.of(claimed(RUN, 1), new Event.PeriodClaimed(ELSEWHERE, OTHER, 1, dueOf(RUN)), RECOVERED),
                // Nobody looked at when periods were due.
                List.of(
                        new Event.PeriodClaimed(CONNECTOR, RUN, 1, 0),
                        new Event.PeriodClaimed(CONNECTOR, OTHER, 2, 0),
                        RECOVERED),
                // What was seen of one connector is nothing to the success of another.
                List.of(looked(1, 7), new Event.RunEnded(ELSEWHERE, OTHER, 1, Event.End.SUCCEEDED)),
                // Who did not succeed need not have brought all that it saw.
                List.of(looked(1, 7), ended(RUN, 1, Event.End.PARTIAL)));
    }

    @ParameterizedTest
    @MethodSource("goodHistories")
    void whatIsAsItShouldBeViolatesNothing(List<Event> history) {
        assertThat(violated(history)).isEmpty();
    }

    static Stream<Arguments> badHistories() {
        return Stream.of(
                bad(Invariant.ACKNOWLEDGED_CREATE_READABLE, new Event.CreateAcknowledged(CONNECTOR), RECOVERED),
                bad(Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD, claimed(RUN, 1), claimed(OTHER, 1)),
                bad(
                        Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD,
                        new Event.PeriodClaimed(CONNECTOR, RUN, 1, 77),
                        new Event.PeriodClaimed(CONNECTOR, OTHER, 2, 77)),
                bad(
                        Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD,
                        ended(RUN, 1, Event.End.FAILED),
                        ended(RUN, 1, Event.End.PARTIAL)),
                bad(Invariant.RUN_SEQUENCE_WITHOUT_GAPS, claimed(RUN, 1), claimed(OTHER, 3), RECOVERED),
                bad(Invariant.RUN_SEQUENCE_WITHOUT_GAPS, claimed(RUN, 2), RECOVERED),
                bad(Invariant.RUN_SEQUENCE_WITHOUT_GAPS, claimed(RUN, 0), claimed(OTHER, 2), RECOVERED),
                bad(
                        Invariant.COMMITTED_CLAIM_REACHES_KAFKA,
                        new Event.MessageCommitted(RUN, 1),
                        new Event.MessageCommitted(RUN, 1),
                        new Event.MessageInKafka(RUN, 1),
                        RECOVERED),
                bad(
                        Invariant.ONE_LEASE_PER_ATTEMPT,
                        new Event.Leased(CONNECTOR, RUN, 1),
                        new Event.Leased(CONNECTOR, RUN, 1)),
                bad(
                        Invariant.NO_WRITE_BY_OLD_ATTEMPT,
                        looked(1, 7),
                        new Event.LeaseAnswered(CONNECTOR, 2),
                        merged(1, 7)),
                bad(
                        Invariant.NO_WRITE_BY_OLD_ATTEMPT,
                        new Event.LeaseAnswered(CONNECTOR, 2),
                        new Event.ReportTaken(CONNECTOR, 1)),
                bad(
                        Invariant.NO_WRITE_BY_OLD_ATTEMPT,
                        new Event.LeaseAnswered(CONNECTOR, 2),
                        new Event.LeaseAnswered(CONNECTOR, 1),
                        new Event.ReportTaken(CONNECTOR, 1)),
                bad(Invariant.NO_RUN_OPEN_PAST_DEADLINE, new Event.RunOpen(RUN, 5000, 6001)),
                bad(Invariant.INVENTORY_EQUALS_TRUTH, looked(1, 7), merged(1, 8)),
                bad(Invariant.INVENTORY_EQUALS_TRUTH, merged(1, 7)),
                bad(
                        Invariant.INVENTORY_EQUALS_TRUTH,
                        looked(1, 7),
                        merged(1, 7),
                        new Event.SliceRead(CONNECTOR, "ec2", 6)),
                bad(Invariant.INVENTORY_EQUALS_TRUTH, new Event.SliceRead(CONNECTOR, "ec2", 6)),
                bad(Invariant.INVENTORY_EQUALS_TRUTH, looked(1, 7), ended(RUN, 1, Event.End.SUCCEEDED)),
                bad(
                        Invariant.INVENTORY_EQUALS_TRUTH,
                        looked(1, 7),
                        merged(1, 7),
                        looked(2, 8),
                        ended(RUN, 2, Event.End.SUCCEEDED)));
    }

    @ParameterizedTest
    @MethodSource
    void badHistories(Invariant invariant, List<Event> history) {
        assertThat(violated(history)).containsExactly(invariant);
    }

    private static Arguments bad(Invariant invariant, Event... history) {
        return Arguments.of(invariant, List.of(history));
    }

    private static List<Invariant> violated(List<Event> history) {
        var checker = new Checker(SLACK);
        history.forEach(checker);
        return checker.violations().stream().map(Violation::invariant).toList();
    }

    private static Event claimed(UUID run, long sequence) {
        return new Event.PeriodClaimed(CONNECTOR, run, sequence, dueOf(run));
    }

    private static long dueOf(UUID run) {
        return run.getLeastSignificantBits() * 1000;
    }

    private static Event looked(long epoch, long content) {
        return new Event.SliceLooked(CONNECTOR, "ec2", epoch, content);
    }

    private static Event merged(long epoch, long content) {
        return new Event.SliceMerged(CONNECTOR, "ec2", epoch, content);
    }

    private static Event ended(UUID run, long epoch, Event.End end) {
        return new Event.RunEnded(CONNECTOR, run, epoch, end);
    }
}
