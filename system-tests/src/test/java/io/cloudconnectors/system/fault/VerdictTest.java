package io.cloudconnectors.system.fault;

import static io.cloudconnectors.history.Invariant.COMMITTED_CLAIM_REACHES_KAFKA;
import static io.cloudconnectors.history.Invariant.NO_RUN_OPEN_PAST_DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.history.Invariant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the command says in the end, and whether it says that all was well. */
class VerdictTest {
    @Test
    void nothingViolatedAndEverythingReachedIsWell() {
        assertThat(whole(0)).hasToString("FAULT dispatch seeds=2 violations=0");
        assertThat(whole(0).objection()).isEmpty();
    }

    @Test
    void aViolationIsNot() {
        Verdict verdict = whole(0, NO_RUN_OPEN_PAST_DEADLINE, NO_RUN_OPEN_PAST_DEADLINE);

        assertThat(verdict).hasToString("FAULT dispatch seeds=2 violations=2");
        assertThat(verdict.objection()).hasValue("VIOLATED: NO_RUN_OPEN_PAST_DEADLINE");
    }

    @Test
    void aFaultThatWasNotMadeIsNot() {
        assertThat(whole(1).objection()).hasValue("UNREACHED: 1 faults were not made where they were meant to be");
    }

    @Test
    void withoutAProtectionWhatItProtectsFromMustBeFound() {
        Verdict verdict = withoutOutbox(NO_RUN_OPEN_PAST_DEADLINE, COMMITTED_CLAIM_REACHES_KAFKA);

        assertThat(verdict)
                .hasToString("FAULT dispatch seeds=1 found=COMMITTED_CLAIM_REACHES_KAFKA,NO_RUN_OPEN_PAST_DEADLINE");
        assertThat(verdict.objection()).isEmpty();
    }

    @Test
    void withoutAProtectionSomethingElseDoesNotDo() {
        assertThat(withoutOutbox(NO_RUN_OPEN_PAST_DEADLINE).objection())
                .hasValueSatisfying(objection ->
                        assertThat(objection).contains("OUTBOX").contains("COMMITTED_CLAIM_REACHES_KAFKA"));
        assertThat(withoutOutbox()).hasToString("FAULT dispatch seeds=1 found=NOTHING");
        assertThat(withoutOutbox().objection()).isPresent();
    }

    private static Verdict whole(int unreached, Invariant... violated) {
        return Verdict.of("dispatch", List.of(result(1, 0, violated), result(2, unreached)), Optional.empty());
    }

    private static Verdict withoutOutbox(Invariant... violated) {
        return Verdict.of("dispatch", List.of(result(1, 0, violated)), Optional.of(Switch.OUTBOX));
    }

    private static Result result(long seed, int unreached, Invariant... violated) {
        return new Result(seed, List.of(FaultKind.KILL_AFTER_COMMIT), List.of(violated), unreached, 1);
    }
}
