package io.cloudconnectors.api.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.inventory.Chunk;
import io.cloudconnectors.api.inventory.EventChunk;
import io.cloudconnectors.api.inventory.Fences;
import io.cloudconnectors.api.inventory.SliceLook;
import io.cloudconnectors.api.inventory.SliceMerge;
import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.api.inventory.SliceMerges;
import io.cloudconnectors.api.inventory.Staging;
import io.cloudconnectors.api.memory.Scene;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the ports of results promise, whoever keeps it. */
abstract class ResultContract {
    private static final SliceKey EC2 = new SliceKey("eu-central-1", "ec2");
    private static final SliceKey S3 = new SliceKey("eu-central-1", "s3");
    private static final Instant SEEN_AT = Instant.parse("2026-11-24T12:00:00Z");

    private final Scene scene;
    private final Ports ports;

    /** What is under test. */
    record Ports(Fences fences, Staging staging, SliceMerges merges, SliceResults slices, RunEnds ends) {}

    ResultContract(Scene scene, Ports ports) {
        this.scene = scene;
        this.ports = ports;
    }

    @Test
    void aWholeSliceIsMergedOnceHoweverOftenItIsAskedFor() {
        Origin origin = leased();
        stage(chunk(origin, 0, asset("a", 1)), chunk(origin, 1, asset("b", 1)));

        assertThat(merged(seen(origin, 2, 2))).isEqualTo(new Merged(2, 2, 0, 0));
        assertThat(merged(seen(origin, 2, 2))).isEqualTo(new Merged(2, 2, 0, 0));

        stage(chunk(origin, 0, asset("a", 1)));
        assertThat(merged(seen(origin, 2, 2))).isEqualTo(new Merged(2, 2, 0, 0));
    }

    @Test
    void aChunkThatComesTwiceIsKeptOnce() {
        Origin origin = leased();
        stage(chunk(origin, 0, asset("a", 1)));
        stage(chunk(origin, 0, asset("a", 1)));

        assertThat(merged(seen(origin, 1, 1))).isEqualTo(new Merged(1, 1, 0, 0));
    }

    @Test
    void ofSeveralSlicesEachMeetsItsOwnFate() {
        Origin origin = leased();
        stage(chunk(origin, 0, asset("a", 1)));
        assertThat(merged(seen(origin, 1, 1))).isEqualTo(new Merged(1, 1, 0, 0));
        stage(new EventChunk(new SliceChunk(origin, S3, 0, List.of(asset("b", 1)))));
        var lacking = new SliceSeen(origin, new SliceKey("eu-central-1", "iam"), 1, 1, List.of(), SEEN_AT);
        var whole = new SliceSeen(origin, S3, 1, 1, List.of(), SEEN_AT);

        assertThat(ports.merges.merge(List.of(
                        SliceLook.staged(lacking), SliceLook.staged(whole), SliceLook.staged(seen(origin, 1, 1)))))
                .containsExactly(new SliceMerge.Incomplete(0, 0), new Merged(1, 1, 0, 0), new Merged(1, 1, 0, 0));
    }

    @Test
    void aSliceWhoseChunksAreAtHandIsMergedAsIfTheyWereStaged() {
        UUID connector = scene.connector();
        Origin first = scene.leased(scene.queuedRun(connector), 1);
        Chunk a = chunk(first, 0, asset("a", 1), asset("b", 1));
        Chunk b = chunk(first, 1, asset("c", 1));

        assertThat(merged(seen(first, 2, 4), a, b)).isEqualTo(new SliceMerge.Incomplete(2, 3));
        assertThat(merged(seen(first, 2, 3), a, b)).isEqualTo(new Merged(3, 3, 0, 0));
        assertThat(merged(seen(first, 2, 3), a, b)).isEqualTo(new Merged(3, 3, 0, 0));

        Origin second = scene.leased(scene.queuedRun(connector), 1);
        assertThat(merged(seen(first, 2, 3), a, b)).isEqualTo(new SliceMerge.Fenced());
        stage(chunk(second, 0, asset("a", 2)));
        assertThat(merged(seen(second, 1, 1))).isEqualTo(new Merged(1, 0, 1, 2));
    }

    @Test
    void whatIsUnchangedIsRecordedWithoutAMergeOrLeftToIt() {
        UUID connector = scene.connector();
        Origin first = scene.leased(scene.queuedRun(connector), 1);
        merged(seen(first, 1, 1), chunk(first, 0, asset("a", 1)));
        UUID run = scene.queuedRun(connector);
        Origin second = scene.leased(run, 1);
        var same = new SliceLook(seen(second, 1, 1), List.of(chunk(second, 0, asset("a", 1))));
        var changed = new SliceLook(seen(second, 1, 1), List.of(chunk(second, 0, asset("a", 2))));
        var fenced = new SliceLook(seen(first, 1, 1), List.of(chunk(first, 0, asset("a", 1))));
        List<Merged> unchanged = List.of(new Merged(1, 0, 0, 0));

        assertThat(ports.merges.unchanged(List.of(List.of(fenced)))).containsExactly(List.of());
        assertThat(ports.merges.unchanged(List.of(List.of(changed)))).containsExactly(List.of());
        assertThat(ports.merges.unchanged(List.of(List.of(same))).getFirst()).isIn(unchanged, List.of());
        assertThat(ports.merges.merge(same)).isEqualTo(unchanged.getFirst());

        Origin third = scene.leased(run, 2);
        var grown = new SliceLook(seen(third, 1, 2), List.of(chunk(third, 0, asset("a", 1), asset("b", 1))));
        assertThat(ports.merges.unchanged(List.of(List.of(grown)))).containsExactly(List.of());
        assertThat(ports.merges.merge(grown)).isEqualTo(new Merged(2, 1, 0, 0));
        Origin fourth = scene.leased(run, 3);
        var stayed = new SliceLook(seen(fourth, 1, 2), List.of(chunk(fourth, 0, asset("a", 1), asset("b", 1))));
        assertThat(ports.merges.unchanged(List.of(List.of(stayed))).getFirst())
                .as("what the attempts of a run did is told together")
                .isIn(List.of(new Merged(2, 1, 0, 0)), List.of());
        assertThat(ports.merges.merge(stayed)).isEqualTo(new Merged(2, 1, 0, 0));
    }

    @Test
    void aSliceThatLacksAChunkTouchesNothing() {
        Origin origin = leased();
        stage(chunk(origin, 1, asset("b", 1)));

        assertThat(merged(seen(origin, 2, 2))).isEqualTo(new SliceMerge.Incomplete(1, 1));
    }

    @Test
    void theNextRunTellsWhatCameChangedAndWent() {
        UUID connector = scene.connector();
        Origin first = scene.leased(scene.queuedRun(connector), 1);
        stage(chunk(first, 0, asset("a", 1), asset("b", 1), asset("c", 1)));
        merged(seen(first, 1, 3));

        Origin second = scene.leased(scene.queuedRun(connector), 1);
        stage(chunk(second, 0, asset("a", 1), asset("b", 2), asset("d", 1)));

        assertThat(merged(seen(second, 1, 3))).isEqualTo(new Merged(3, 1, 1, 1));
    }

    @Test
    void whatALookCouldNotSeeIsNotGone() {
        UUID connector = scene.connector();
        Asset volume = asset("volume", 1);
        Asset vpc = Events.vpc("vpc");

        assertThat(looked(connector, List.of(), volume, vpc)).isEqualTo(new Merged(2, 2, 0, 0));
        assertThat(looked(connector, List.of(Events.VPC))).as("of one type").isEqualTo(new Merged(0, 0, 0, 1));
        assertThat(looked(connector, List.of(), volume, vpc)).isEqualTo(new Merged(2, 1, 0, 0));
        assertThat(looked(connector, List.of(Gap.EVERY_TYPE))).as("of any type").isEqualTo(new Merged(0, 0, 0, 0));
        assertThat(looked(connector, List.of(Gap.EVERY_TYPE), asset("volume", 2)))
                .as("what it saw all the same")
                .isEqualTo(new Merged(1, 0, 1, 0));
        assertThat(looked(connector, List.of())).isEqualTo(new Merged(0, 0, 0, 2));
    }

    @Test
    void ofATypeThatWasListedWithoutAllDetailWhatIsAbsentIsGone() {
        UUID connector = scene.connector();

        looked(connector, List.of(), Events.vpc("vpc"));
        Origin origin = scene.leased(scene.queuedRun(connector), 1);
        Gap detail = new Gap(Events.VPC, Events.reason(ReasonCode.PERMISSION_MISSING), true);

        assertThat(merged(new SliceSeen(origin, EC2, 0, 0, List.of(detail), SEEN_AT)))
                .isEqualTo(new Merged(0, 0, 0, 1));
    }

    @Test
    void whatIsOfAnOlderEpochThanTheFenceIsDropped() {
        UUID run = scene.queuedRun(scene.connector());
        Origin first = scene.leased(run, 1);
        stage(chunk(first, 0, asset("a", 1)));
        Origin second = scene.leased(run, 2);

        assertThat(merged(seen(first, 1, 1))).isEqualTo(new SliceMerge.Fenced());
        assertThat(ports.staging.stage(List.of(chunk(first, 0, asset("a", 1)), chunk(second, 0, asset("a", 2)))))
                .isEqualTo(1);
        assertThat(merged(seen(second, 1, 1))).isEqualTo(new Merged(1, 1, 0, 0));
    }

    @Test
    void aFenceNeverSinks() {
        UUID run = scene.queuedRun(scene.connector());
        Origin first = scene.leased(run, 1);
        Origin second = scene.leased(run, 2);

        ports.fences.raise(first.connectorId(), first.epoch(), "acme", Provider.AWS);

        assertThat(ports.staging.stage(List.of(chunk(first, 0, asset("a", 1))))).isEqualTo(1);
        assertThat(ports.staging.stage(List.of(chunk(second, 0, asset("a", 1)))))
                .isZero();
    }

    @Test
    void onlyTheHolderRecordsWhatSlicesCameTo() {
        UUID run = scene.queuedRun(scene.connector());
        Origin first = scene.leased(run, 1);
        Origin second = scene.leased(run, 2);

        assertThat(ports.slices.record(List.of(merged(first), blind(first, ReasonCode.PERMISSION_MISSING))))
                .isEmpty();
        assertThat(ports.ends.open(run).orElseThrow().slicesArrived()).isZero();

        SliceEnd seen = merged(second);
        SliceEnd blind = blind(second, ReasonCode.PLATFORM_ERROR);
        assertThat(ports.slices.record(List.of(seen, blind, merged(first))))
                .containsExactlyInAnyOrder(seen.key(), blind.key());
        assertThat(ports.slices.record(List.of(seen))).containsExactly(seen.key());
        assertThat(ports.ends.open(run).orElseThrow().slicesArrived()).isEqualTo(2);
        assertThat(ports.ends.open(run).orElseThrow().slicesIncomplete()).isEqualTo(1);
    }

    @Test
    void ofTwoEndsOfASliceTheLaterOneStays() {
        UUID run = scene.queuedRun(scene.connector());
        Origin origin = scene.leased(run, 1);
        SliceEnd lost = blind(origin, ReasonCode.PLATFORM_ERROR);
        SliceEnd again = blind(origin, ReasonCode.PERMISSION_MISSING);

        assertThat(ports.slices.record(List.of(lost, again))).containsExactly(lost.key());

        assertThat(ports.ends.open(run).orElseThrow().slicesArrived()).isEqualTo(1);
        assertThat(ports.ends.open(run).orElseThrow().slicesIncomplete()).isZero();
    }

    @Test
    void theNextAttemptBeginsWithoutSlices() {
        UUID run = scene.queuedRun(scene.connector());
        Origin first = scene.leased(run, 1);
        assertThat(ports.slices.record(List.of(merged(first)))).hasSize(1);

        scene.leased(run, 2);

        assertThat(ports.ends.open(run).orElseThrow().slicesArrived()).isZero();
    }

    private Origin leased() {
        return scene.leased(scene.queuedRun(scene.connector()), 1);
    }

    private SliceMerge merged(SliceSeen seen, Chunk... atHand) {
        return ports.merges.merge(new SliceLook(seen, List.of(atHand)));
    }

    /** What the look of a new run came to. */
    private SliceMerge looked(UUID connector, List<String> missed, Asset... found) {
        Origin origin = scene.leased(scene.queuedRun(connector), 1);
        List<Gap> gaps = missed.stream()
                .map(type -> new Gap(type, Events.reason(ReasonCode.PERMISSION_MISSING)))
                .toList();
        return merged(new SliceSeen(origin, EC2, 1, found.length, gaps, SEEN_AT), chunk(origin, 0, found));
    }

    private void stage(Chunk... chunks) {
        assertThat(ports.staging.stage(List.of(chunks))).isZero();
    }

    private static Chunk chunk(Origin origin, int number, Asset... assets) {
        return new EventChunk(new SliceChunk(origin, EC2, number, List.of(assets)));
    }

    private static SliceSeen seen(Origin origin, int chunks, int assets) {
        return new SliceSeen(origin, EC2, chunks, assets, List.of(), SEEN_AT);
    }

    private static SliceEnd merged(Origin origin) {
        return SliceEnd.seen(seen(origin, 1, 1), new Merged(1, 1, 0, 0));
    }

    private static SliceEnd blind(Origin origin, ReasonCode code) {
        return SliceEnd.blind(origin, S3, new Reason(code, null, null, null, SEEN_AT), SEEN_AT);
    }

    private static Asset asset(String id, int version) {
        return new Asset("AWS::EC2::Volume", id, id, "eu-central-1", Map.of(), Map.of(), "hash-" + version);
    }
}
