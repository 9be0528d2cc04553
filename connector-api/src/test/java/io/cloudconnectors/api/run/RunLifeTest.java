package io.cloudconnectors.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.run.RunLife.Ended;
import io.cloudconnectors.api.run.RunLife.Queued;
import io.cloudconnectors.api.run.RunLife.Running;
import io.cloudconnectors.api.run.RunLife.Slices;
import io.cloudconnectors.api.run.RunLife.Stop;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunOutcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLifeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Slices ALL_ARRIVED = new Slices(2, 2, 0);

    @Test
    void aLeaseStartsTheAttemptThatWasQueued() {
        assertThat(new Queued(2).lease(7)).isEqualTo(new Running(2, 7, Stop.NONE));
    }

    @Test
    void aQueuedRunIsCancelledAtOnce() {
        assertThat(new Queued(1).cancel()).isEqualTo(new Ended(new RunEnd.Cancelled()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 7, NONE,      CONTINUE",
        "1, 7, REQUESTED, CANCEL",
        "1, 7, OVERDUE,   CANCEL",
        "2, 7, NONE,      FENCED",
        "1, 6, NONE,      FENCED",
        "1, 6, REQUESTED, FENCED"
    })
    void aHeartbeatIsAnswered(int attempt, long epoch, Stop stop, Directive answer) {
        assertThat(new Running(1, 7, stop).heartbeat(attempt, epoch)).isEqualTo(answer);
    }

    @Test
    void aLapsedLeaseQueuesTheNextAttempt() {
        assertThat(running(1, Stop.NONE).lapse(3, NOW)).isEqualTo(new Queued(2));
        assertThat(running(2, Stop.NONE).lapse(3, NOW)).isEqualTo(new Queued(3));
    }

    @Test
    void aRunThatItsHolderHandsBackIsQueuedAsTheNextAttempt() {
        assertThat(running(3, Stop.NONE).handBack(3, 7)).isEqualTo(new Queued(4));
    }

    @ParameterizedTest
    @CsvSource({"2, 7, NONE", "1, 6, NONE", "1, 7, REQUESTED", "1, 7, OVERDUE"})
    void nobodyElseHandsItBackNorWhatIsToStop(int attempt, long epoch, Stop stop) {
        Running running = running(1, stop);
        assertThat(running.handBack(attempt, epoch)).isEqualTo(running);
    }

    @Test
    void attemptsThatWereHandedBackDoNotCount() {
        assertThat(new Running(4, 7, Stop.NONE, 2).lapse(3, NOW)).isEqualTo(new Queued(5));
        assertThat(new Running(5, 7, Stop.NONE, 2).lapse(3, NOW)).isEqualTo(failed(ReasonCode.LEASE_LOST));
    }

    @Test
    void aRunIsNotHandedBackForEver() {
        Running often = new Running(21, 7, Stop.NONE, 20);
        assertThat(often.handBack(21, 7)).isEqualTo(often);
        assertThat(often.lapse(3, NOW)).isEqualTo(new Queued(22));
        assertThat(new Running(23, 7, Stop.NONE, 20).lapse(3, NOW)).isEqualTo(failed(ReasonCode.LEASE_LOST));
    }

    @Test
    void theLastAttemptThatLapsesFailsTheRun() {
        assertThat(running(3, Stop.NONE).lapse(3, NOW)).isEqualTo(failed(ReasonCode.LEASE_LOST));
    }

    @Test
    void aRunThatWasToStopIsNotTriedAgain() {
        assertThat(running(1, Stop.REQUESTED).lapse(3, NOW)).isEqualTo(new Ended(new RunEnd.Cancelled()));
        assertThat(running(1, Stop.OVERDUE).lapse(3, NOW)).isEqualTo(failed(ReasonCode.RUN_TIMEOUT));
    }

    @Test
    void theFirstCauseToStopCounts() {
        Running stopped = running(1, Stop.NONE).stop(Stop.REQUESTED);
        assertThat(stopped.stop(Stop.OVERDUE)).isEqualTo(stopped);
    }

    @Test
    void whatThePollerReportsIsHowItEnds() {
        RunEnd failed = RunEnd.reported(RunOutcome.FAILED, reason(ReasonCode.ACCOUNT_MISMATCH));
        assertThat(running(1, Stop.NONE).finish(failed, ALL_ARRIVED, NOW)).isEqualTo(new Ended(failed));
        assertThat(running(1, Stop.REQUESTED).finish(new RunEnd.Cancelled(), ALL_ARRIVED, NOW))
                .isEqualTo(new Ended(new RunEnd.Cancelled()));
    }

    @Test
    void aRunThatWasDoneBeforeItHeardToStopSucceeded() {
        assertThat(running(1, Stop.REQUESTED).finish(new RunEnd.Succeeded(), ALL_ARRIVED, NOW))
                .isEqualTo(new Ended(new RunEnd.Succeeded()));
    }

    @Test
    void stoppingAtTheDeadlineIsATimeout() {
        assertThat(running(1, Stop.OVERDUE).finish(new RunEnd.Cancelled(), ALL_ARRIVED, NOW))
                .isEqualTo(failed(ReasonCode.RUN_TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 0", "2, 2, 1", "1, 0, 0"})
    void aSuccessIsNotBelievedWhenSlicesWereLost(int sent, int arrived, int incomplete) {
        RunEnd warned = new RunEnd.Warned(reason(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED));
        for (RunEnd success : List.of(new RunEnd.Succeeded(), warned)) {
            Ended ended = running(1, Stop.NONE).finish(success, new Slices(sent, arrived, incomplete), NOW);
            assertThat(ended).isEqualTo(new Ended(new RunEnd.Partial(reason(ReasonCode.PLATFORM_ERROR))));
        }
    }

    @Test
    void aSuccessCanCarryAWarningAndNoOtherReason() {
        Reason warning = reason(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED);

        assertThat(RunEnd.reported(RunOutcome.SUCCEEDED, warning)).isEqualTo(new RunEnd.Warned(warning));
        assertThat(RunEnd.reported(RunOutcome.SUCCEEDED, reason(ReasonCode.NETWORK)))
                .isEqualTo(new RunEnd.Succeeded());
    }

    @ParameterizedTest
    @CsvSource({"PARTIAL", "FAILED"})
    void anEndThatNeedsAReasonIsRefusedWithoutOne(RunOutcome outcome) {
        assertThatThrownBy(() -> RunEnd.reported(outcome, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Running running(int attempt, Stop stop) {
        return new Running(attempt, 7, stop);
    }

    private static Ended failed(ReasonCode code) {
        return new Ended(new RunEnd.Failed(reason(code)));
    }

    private static Reason reason(ReasonCode code) {
        return new Reason(code, null, null, null, NOW);
    }
}
