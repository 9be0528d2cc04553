package io.cloudconnectors.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCodeTest {
    /** Their sentences say "wait" or "send it again": an answer that is replayed for a day would contradict them. */
    @ParameterizedTest
    @EnumSource(
            names = {"CONCURRENT_CHANGE", ".*_IN_PROGRESS", "IDEMPOTENCY_KEY_IN_USE", ".*_UNAVAILABLE"},
            mode = EnumSource.Mode.MATCH_ANY)
    void whatPassesByItselfIsTemporary(ProblemCode code) {
        assertThat(code.isTemporary()).isTrue();
    }

    /** Each of them waits for somebody to decide; the limiter says itself how long to wait. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "DUPLICATE_NAME",
                "RUN_ENDED",
                "DRAFT_USED",
                "PRECONDITION_FAILED",
                "INTERNAL_ERROR",
                "RATE_LIMITED"
            })
    void whatStaysUntilSomebodyActsIsNot(ProblemCode code) {
        assertThat(code.isTemporary()).isFalse();
    }
}
