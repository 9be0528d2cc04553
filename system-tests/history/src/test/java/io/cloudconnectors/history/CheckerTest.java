package io.cloudconnectors.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
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
                List.of(looked(1, 7), ended(RUN, 1, Event.End.PARTIAL)),
                // What left the cloud is gone, what came is there.
                List.of(
                        holds("a", "b"),
                        leased(1),
                        seen(1),
                        changing("b", "c"),
                        holds("b", "c"),
                        leased(2),
                        seen(2),
                        read("bc", "a")),
                // As of the last success, or with what a later look has found.
                List.of(holds("a"), leased(1), seen(1), changing("b"), holds("b"), leased(2), read("a", "")),
                List.of(holds("a"), leased(1), seen(1), changing("b"), holds("b"), leased(2), read("b", "a")),
                // The cloud changed while the run looked.
                List.of(holds("a"), changing("b"), leased(1), holds("b"), seen(1), read("a", "")),
                List.of(holds("a"), changing("b"), leased(1), holds("b"), seen(1), read("b", "")),
                // Nothing was looked at to the end yet.
                List.of(holds("a"), leased(1), read("", "")),
                // What left and came back may still be gone.
                List.of(holds("a"), changing("b"), holds("b"), changing("a"), holds("a"), read("", "a")),
                // Two failures and a success; three failures; what is ours in between.
                List.of(
                        judged(Event.Judgement.TRANSIENT),
                        stands(false, 1),
                        judged(Event.Judgement.NOTHING),
                        stands(false, 1),
                        judged(Event.Judgement.TRANSIENT),
                        stands(false, 2),
                        judged(Event.Judgement.GOOD),
                        stands(false, 0)),
                List.of(
                        judged(Event.Judgement.TRANSIENT),
                        judged(Event.Judgement.TRANSIENT),
                        judged(Event.Judgement.TRANSIENT),
                        stands(true, 3),
                        judged(Event.Judgement.TRANSIENT),
                        stands(true, 4),
                        judged(Event.Judgement.NOTHING),
                        stands(true, 4)),
                // Rules that are not these.
                List.of(judged(Event.Judgement.OTHER), stands(true, 0), judged(Event.Judgement.GOOD), stands(false, 0)),
                List.of(new Event.SliceBlind(CONNECTOR, "ec2", "THROTTLED", "THROTTLED")));
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
                        ended(RUN, 2, Event.End.SUCCEEDED)),
                // It does not say what is there, says what is not, and what was there before the last success.
                bad(Invariant.INVENTORY_AS_OF_LAST_SUCCESS, holds("a", "b"), leased(1), seen(1), read("a", "")),
                bad(Invariant.INVENTORY_AS_OF_LAST_SUCCESS, holds("a"), leased(1), seen(1), read("ab", "")),
                bad(
                        Invariant.INVENTORY_AS_OF_LAST_SUCCESS,
                        holds("a"),
                        changing("b"),
                        holds("b"),
                        leased(1),
                        seen(1),
                        read("ab", "")),
                bad(Invariant.NOTHING_GONE_THAT_EXISTS, holds("a", "b"), read("", "a")),
                bad(
                        Invariant.NOTHING_GONE_THAT_EXISTS,
                        holds("a", "b"),
                        changing("b", "c"),
                        holds("b", "c"),
                        read("", "b")),
                bad(
                        Invariant.BLIND_FOR_ITS_REASON,
                        new Event.SliceBlind(CONNECTOR, "ec2", "PERMISSION_MISSING", "THROTTLED")),
                bad(Invariant.STANDING_FOLLOWS_FROM_RUNS, judged(Event.Judgement.NOTHING), stands(false, 1)),
                bad(Invariant.STANDING_FOLLOWS_FROM_RUNS, judged(Event.Judgement.TRANSIENT), stands(false, 0)),
                bad(Invariant.STANDING_FOLLOWS_FROM_RUNS, judged(Event.Judgement.TRANSIENT), stands(true, 1)),
                bad(
                        Invariant.STANDING_FOLLOWS_FROM_RUNS,
                        judged(Event.Judgement.TRANSIENT),
                        judged(Event.Judgement.TRANSIENT),
                        judged(Event.Judgement.TRANSIENT),
                        stands(false, 3)),
                bad(
                        Invariant.STANDING_FOLLOWS_FROM_RUNS,
                        judged(Event.Judgement.TRANSIENT),
                        stands(false, 1),
                        judged(Event.Judgement.GOOD),
                        stands(false, 1)),
                bad(Invariant.NO_SECRET_IN_LOGS, new Event.SecretFound("an access key", "poller-1.log")));
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

    private static Event holds(String... names) {
        return new Event.CloudHolds(CONNECTOR, Set.of(names));
    }

    private static Event changing(String... names) {
        return new Event.CloudChanging(CONNECTOR, Set.of(names));
    }

    private static Event leased(long epoch) {
        return new Event.LeaseAnswered(CONNECTOR, epoch);
    }

    private static Event seen(long epoch) {
        return new Event.AccountSeen(CONNECTOR, epoch);
    }

    private static Event judged(Event.Judgement judgement) {
        return new Event.RunJudged(CONNECTOR, RUN, judgement);
    }

    private static Event stands(boolean offline, int failures) {
        return new Event.Stands(CONNECTOR, offline, failures);
    }

    /** Present and gone: names in text, without blanks. */
    private static Event read(String present, String gone) {
        return new Event.InventoryRead(CONNECTOR, letters(present), letters(gone));
    }

    private static Set<String> letters(String names) {
        return names.isEmpty() ? Set.of() : Set.of(names.split(""));
    }
}
