package io.cloudconnectors.bench.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.SliceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SliceKey SLICE = new SliceKey("eu-central-1", "ec2");
    private static final Reason DENIED = new Reason(ReasonCode.PERMISSION_MISSING, null, null, null, NOW);

    private final Run run = new Run(Account.of(1, 250), OptionalInt.of(251));
    private final ResultEvent.Origin origin = new ResultEvent.Origin(run.id(), 1, 1, run.connector(), "bench");

    @Test
    void aRunWithAllItsAssetsEndsWithWhatItTook() {
        lease();
        run.chunk();
        run.chunk();
        seen(2, 251, List.of());
        finished(RunOutcome.SUCCEEDED);

        assertThat(run.end()).isCompletedWithValue(new Run.Ended(Account.of(1, 250), "poller", 1_000, 2_000, 251, 9));
    }

    @Test
    void aChunkThatNeverCameIsTold() {
        run.chunk();
        seen(2, 251, List.of());
        finished(RunOutcome.SUCCEEDED);

        failedWith("1 chunks came of 2");
    }

    @Test
    void anAssetTooFewIsTold() {
        run.chunk();
        seen(1, 250, List.of());
        finished(RunOutcome.SUCCEEDED);

        failedWith("250 assets instead of 251");
    }

    @Test
    void aGapIsTold() {
        seen(0, 0, List.of(new Gap("AWS::EC2::Volume", DENIED)));

        failedWith("AWS::EC2::Volume");
    }

    @Test
    void anotherOutcomeIsTold() {
        finished(RunOutcome.PARTIAL);

        failedWith("PARTIAL");
    }

    @Test
    void itIsLeasedOnce() {
        assertThat(run.isLeased()).isFalse();
        assertThat(run.lease("poller", 1_000)).isTrue();
        assertThat(run.lease("another", 1_001)).isFalse();
        assertThat(run.isLeased()).isTrue();
    }

    private void lease() {
        assertThat(run.lease("poller", 1_000)).isTrue();
    }

    private void seen(int chunks, int assets, List<Gap> gaps) {
        run.take(new ResultEvent.SliceSeen(origin, SLICE, chunks, assets, gaps, NOW), 1_500);
    }

    private void finished(RunOutcome outcome) {
        run.take(
                new ResultEvent.RunFinished(origin, outcome, null, null, 1, NOW, null, Map.of("ec2", 5, "iam", 4)),
                2_000);
    }

    private void failedWith(String text) {
        assertThat(run.end())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining(text);
    }
}
