package io.cloudconnectors.api.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SliceBatchesTest {
    private static final UUID CONNECTOR = UUID.randomUUID();
    private static final Origin FIRST = new Origin(UUID.randomUUID(), 1, 7, CONNECTOR, "acme");
    private static final Origin SECOND = new Origin(FIRST.runId(), 2, 8, CONNECTOR, "acme");
    private static final Origin NEIGHBOUR = new Origin(UUID.randomUUID(), 1, 1, UUID.randomUUID(), "acme");

    @Test
    void theSlicesOfAnAttemptAreMergedTogetherAndConnectorsApart() {
        SliceSeen ec2 = seen(FIRST, "ec2", 1);
        SliceSeen s3 = seen(FIRST, "s3", 1);
        SliceSeen neighbour = seen(NEIGHBOUR, "ec2", 1);

        assertThat(batches(ec2, neighbour, s3)).containsExactly(List.of(List.of(ec2, s3)), List.of(List.of(neighbour)));
    }

    @Test
    void attemptsFollowEachOther() {
        SliceSeen old = seen(FIRST, "ec2", 1);
        SliceSeen current = seen(SECOND, "ec2", 1);

        assertThat(batches(old, current)).containsExactly(List.of(List.of(old), List.of(current)));
    }

    @Test
    void aSliceThatComesAgainIsInAMergeOfItsOwn() {
        SliceSeen ec2 = seen(FIRST, "ec2", 1);

        assertThat(batches(ec2, ec2)).containsExactly(List.of(List.of(ec2), List.of(ec2)));
    }

    @Test
    void aMergeDoesNotGrowBeyondItsBound() {
        SliceSeen huge = seen(FIRST, "ec2", SliceBatches.MOST_ASSETS + 1);
        SliceSeen half = seen(FIRST, "s3", SliceBatches.MOST_ASSETS / 2);
        SliceSeen otherHalf = seen(FIRST, "iam", SliceBatches.MOST_ASSETS / 2);
        SliceSeen one = seen(FIRST, "rds", 1);

        assertThat(batches(huge, half, otherHalf, one))
                .containsExactly(List.of(List.of(huge), List.of(half, otherHalf), List.of(one)));
    }

    private static List<List<List<SliceSeen>>> batches(SliceSeen... slices) {
        return List.copyOf(SliceBatches.of(List.of(slices), Function.identity()));
    }

    private static SliceSeen seen(Origin origin, String service, int assets) {
        return new SliceSeen(origin, new SliceKey("eu-central-1", service), 1, assets, List.of(), Events.NOW);
    }
}
