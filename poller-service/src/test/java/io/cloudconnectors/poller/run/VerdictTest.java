package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Slice SEEN = new Slice.Seen(List.of());

    @Test
    void everythingSeenIsSuccess() {
        assertThat(Verdict.of(List.of(SEEN, SEEN))).isEqualTo(new Work.Conclusion(RunOutcome.SUCCEEDED, null));
    }

    @Test
    void whatIsLeftOutOnPurposeDoesNotCount() {
        assertThat(Verdict.of(List.of(SEEN, blind(ReasonCode.REGION_DISABLED), gap(ReasonCode.SCP_DENIED)))
                        .outcome())
                .isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void nothingSeenIsNoSuccessEvenWhenAllWasLeftOutOnPurpose() {
        assertThat(Verdict.of(List.of(blind(ReasonCode.REGION_DISABLED)))).satisfies(conclusion -> {
            assertThat(conclusion.outcome()).isEqualTo(RunOutcome.PARTIAL);
            assertThat(conclusion.reason()).isEqualTo(reason(ReasonCode.REGION_DISABLED));
        });
    }

    @Test
    void aGapOrABlindSliceMakesARunPartialAndTheMostTellingReasonIsGiven() {
        assertThat(Verdict.of(List.of(SEEN, blind(ReasonCode.THROTTLED), gap(ReasonCode.PERMISSION_MISSING))))
                .isEqualTo(new Work.Conclusion(RunOutcome.PARTIAL, reason(ReasonCode.PERMISSION_MISSING)));
    }

    @Test
    void aRunThatTroubleKeptFromEverythingHasFailed() {
        assertThat(Verdict.of(List.of(
                        blind(ReasonCode.NETWORK), blind(ReasonCode.NETWORK), blind(ReasonCode.REGION_DISABLED))))
                .isEqualTo(new Work.Conclusion(RunOutcome.FAILED, reason(ReasonCode.NETWORK)));
    }

    @Test
    void aRunThatWasRefusedEverythingIsPartialSinceItsIdentityHolds() {
        assertThat(Verdict.of(List.of(blind(ReasonCode.PERMISSION_MISSING), blind(ReasonCode.THROTTLED))))
                .isEqualTo(new Work.Conclusion(RunOutcome.PARTIAL, reason(ReasonCode.PERMISSION_MISSING)));
    }

    private static Slice blind(ReasonCode code) {
        return new Slice.Blind(reason(code));
    }

    private static Slice gap(ReasonCode code) {
        return new Slice.Seen(List.of(new Gap("AWS::EC2::Volume", reason(code))));
    }

    private static Reason reason(ReasonCode code) {
        return new Reason(code, null, null, null, Instant.EPOCH);
    }
}
