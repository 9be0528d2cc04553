package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.EARLIER;
import static io.cloudconnectors.api.result.Events.NOW;
import static io.cloudconnectors.api.result.Events.VOLUME;
import static io.cloudconnectors.api.result.Events.asset;
import static io.cloudconnectors.api.result.Events.blind;
import static io.cloudconnectors.api.result.Events.chunk;
import static io.cloudconnectors.api.result.Events.seen;
import static io.cloudconnectors.api.result.Events.seenExcept;
import static io.cloudconnectors.api.result.Events.succeeded;
import static io.cloudconnectors.api.result.Events.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SliceIT {
    private static EngineDatabases databases;
    private static ResultFixture fixture;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private UUID connector;
    private EventHandler results;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        fixture = new ResultFixture(databases);
    }

    @BeforeEach
    void connect() {
        connector = databases.connector("acme");
        results = fixture.oneByOne(meters);
    }

    @Test
    void aCompleteSliceComesIntoTheInventory() {
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 0, vpc("vpc-1"), vpc("vpc-2")));
        results.handle(chunk(run, 1, vpc("vpc-3")));
        results.handle(seen(run, 2, 3, NOW));

        assertThat(present()).isEqualTo(3);
        assertThat(slice(run)).isEqualTo("SEEN seen=3 created=3 changed=0 gone=0");
        assertThat(staged()).isZero();
        assertThat(assets("name || tags::text || detail::text", "vpc-1"))
                .isEqualTo("name of vpc-1{\"team\": \"payments\"}{\"a\": \"1\"}");
        assertThat(assets("tenant || provider", "vpc-1")).isEqualTo("acmeAWS");
        assertThat(time("first_seen_at", "vpc-1")).isEqualTo(NOW);
    }

    @Test
    void theNextLookCreatesChangesAndRemoves() {
        look(EARLIER, vpc("vpc-same"), vpc("vpc-changes"), vpc("vpc-goes"));
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 0, vpc("vpc-same"), asset(Events.VPC, "vpc-changes", "2"), vpc("vpc-new")));
        results.handle(seen(run, 1, 3, NOW));

        assertThat(slice(run)).isEqualTo("SEEN seen=3 created=1 changed=1 gone=1");
        assertThat(time("gone_at", "vpc-goes")).isEqualTo(NOW);
        assertThat(time("last_seen_at", "vpc-goes")).isEqualTo(EARLIER);
        assertThat(time("changed_at", "vpc-changes")).isEqualTo(NOW);
        assertThat(time("first_seen_at", "vpc-changes")).isEqualTo(EARLIER);
        assertThat(time("changed_at", "vpc-same")).isEqualTo(EARLIER);
    }

    @Test
    void anUnchangedAssetIsNotWritten() {
        look(EARLIER, vpc("vpc-1"));
        String version = assets("xmin::text", "vpc-1");

        look(NOW, vpc("vpc-1"));

        assertThat(assets("xmin::text", "vpc-1")).isEqualTo(version);
        assertThat(databases
                        .oneOfInventory(
                                OffsetDateTime.class, "SELECT seen_at FROM slice WHERE connector_id = ?", connector)
                        .toInstant())
                .isEqualTo(NOW);
    }

    @Test
    void anAssetThatComesBackIsCreatedAgainAndKeepsItsHistory() {
        look(EARLIER.minusSeconds(60), vpc("vpc-1"));
        look(EARLIER);
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 0, vpc("vpc-1")));
        results.handle(seen(run, 1, 1, NOW));

        assertThat(slice(run)).isEqualTo("SEEN seen=1 created=1 changed=0 gone=0");
        assertThat(time("first_seen_at", "vpc-1")).isEqualTo(EARLIER.minusSeconds(60));
        assertThat(time("gone_at", "vpc-1")).isNull();
        assertThat(time("last_seen_at", "vpc-1")).isNull();
    }

    @Test
    void aSliceWithAMissingChunkRemovesNothingAndIsBlind() {
        look(EARLIER, vpc("vpc-1"), vpc("vpc-2"));
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 0, vpc("vpc-1")));
        results.handle(seen(run, 2, 2, NOW));

        assertThat(present()).isEqualTo(2);
        assertThat(slice(run)).isEqualTo("BLIND seen=0 created=0 changed=0 gone=0");
        assertThat(databases.one(
                        String.class, "SELECT reason ->> 'code' FROM slice_result WHERE run_id = ?", run.runId()))
                .isEqualTo("PLATFORM_ERROR");
        assertThat(staged()).isZero();
        results.handle(succeeded(run, 1));
        assertThat(databases.run(run.runId(), "state")).isEqualTo("PARTIAL");
    }

    @Test
    void aSliceWithFewerAssetsThanSentRemovesNothing() {
        look(EARLIER, vpc("vpc-1"), vpc("vpc-2"));
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 0, vpc("vpc-1")));
        results.handle(seen(run, 1, 2, NOW));

        assertThat(present()).isEqualTo(2);
    }

    @Test
    void aBlindSliceRemovesNothing() {
        look(EARLIER, vpc("vpc-1"));
        Origin run = fixture.leased(connector);

        results.handle(blind(run));

        assertThat(present()).isEqualTo(1);
        assertThat(slice(run)).startsWith("BLIND");
    }

    @Test
    void anEmptySliceRemovesWhatItHad() {
        look(EARLIER, vpc("vpc-1"));
        Origin run = fixture.leased(connector);

        results.handle(seen(run, 0, 0, NOW));

        assertThat(present()).isZero();
        assertThat(slice(run)).isEqualTo("SEEN seen=0 created=0 changed=0 gone=1");
    }

    @Test
    void theTypesOfAGapStayAndAreNotCalledSeen() {
        look(EARLIER, vpc("vpc-1"), asset(VOLUME, "vol-1", "1"), asset(VOLUME, "vol-2", "1"));
        Origin run = fixture.leased(connector);

        // The first page of volumes arrived, the second was denied.
        results.handle(chunk(run, 0, asset(VOLUME, "vol-1", "1")));
        results.handle(seenExcept(run, 1, 1, VOLUME, NOW));

        assertThat(slice(run)).isEqualTo("SEEN seen=1 created=0 changed=0 gone=1");
        assertThat(time("gone_at", "vpc-1")).isEqualTo(NOW);
        assertThat(time("gone_at", "vol-2")).isNull();
        assertThat(time("last_seen_at", "vol-2")).isEqualTo(EARLIER);
        assertThat(time("last_seen_at", "vol-1")).isNull();

        look(NOW.plusSeconds(60), asset(VOLUME, "vol-1", "1"), asset(VOLUME, "vol-2", "1"));
        assertThat(time("last_seen_at", "vol-2")).isNull();
    }

    @Test
    void withAGapOfEveryTypeWhatIsFoundIsTakenInAndNothingIsGone() {
        look(EARLIER, vpc("vpc-1"), asset(VOLUME, "vol-1", "1"));
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 0, vpc("vpc-2")));
        results.handle(seenExcept(run, 1, 1, Gap.EVERY_TYPE, NOW));

        assertThat(slice(run)).isEqualTo("SEEN seen=1 created=1 changed=0 gone=0");
        assertThat(time("gone_at", "vpc-1")).isNull();
        assertThat(time("last_seen_at", "vpc-1")).isEqualTo(EARLIER);
        assertThat(time("last_seen_at", "vol-1")).isEqualTo(EARLIER);
    }

    @Test
    void onlyItsOwnSliceIsTouched() {
        look(EARLIER, vpc("vpc-1"));
        UUID ours = connector;
        connector = databases.connector("acme");

        look(NOW);

        connector = ours;
        assertThat(present()).isEqualTo(1);
    }

    @Test
    void anEventThatComesTwiceDoesNothingMore() {
        look(EARLIER, vpc("vpc-goes"));
        Origin run = fixture.leased(connector);

        for (int times = 0; times < 3; times++) {
            results.handle(chunk(run, 0, vpc("vpc-1")));
            results.handle(chunk(run, 0, vpc("vpc-1")));
            results.handle(seen(run, 1, 1, NOW));
        }

        assertThat(slice(run)).isEqualTo("SEEN seen=1 created=1 changed=0 gone=1");
        assertThat(staged()).isZero();
    }

    @Test
    void chunksMayComeInAnyOrderAndAnAssetOnTwoPages() {
        Origin run = fixture.leased(connector);

        results.handle(chunk(run, 1, asset(Events.VPC, "vpc-1", "newer")));
        results.handle(chunk(run, 0, vpc("vpc-1"), vpc("vpc-2")));
        results.handle(seen(run, 2, 3, NOW));

        assertThat(slice(run)).isEqualTo("SEEN seen=2 created=2 changed=0 gone=0");
        assertThat(assets("content_hash", "vpc-1")).isEqualTo("newer");
    }

    @Test
    void anOldAttemptIsFencedOff() {
        look(EARLIER, vpc("vpc-1"), vpc("vpc-2"));
        Origin first = fixture.leased(connector);
        results.handle(chunk(first, 0, vpc("vpc-1")));
        Origin second = fixture.leased(connector, first.runId(), 2);

        results.handle(chunk(first, 0, vpc("vpc-1")));
        results.handle(seen(first, 1, 1, NOW));
        results.handle(blind(first));

        assertThat(present()).isEqualTo(2);
        assertThat(staged()).isZero();
        assertThat(slice(first)).isNull();
        assertThat(fenced()).isEqualTo(3);
        results.handle(chunk(second, 0, vpc("vpc-1"), vpc("vpc-2"), vpc("vpc-3")));
        results.handle(seen(second, 1, 3, NOW));
        assertThat(slice(second)).isEqualTo("SEEN seen=3 created=1 changed=0 gone=0");
    }

    @Test
    void whatTwoAttemptsOfARunDidIsCountedTogether() {
        Origin first = fixture.leased(connector);
        results.handle(chunk(first, 0, vpc("vpc-1")));
        results.handle(seen(first, 1, 1, EARLIER));
        Origin second = fixture.leased(connector, first.runId(), 2);

        results.handle(chunk(second, 0, vpc("vpc-1"), vpc("vpc-2")));
        results.handle(seen(second, 1, 2, NOW));

        assertThat(slice(second)).isEqualTo("SEEN seen=2 created=2 changed=0 gone=0");
    }

    private void look(Instant at, io.cloudconnectors.contracts.Asset... assets) {
        databases.run("UPDATE schedule SET active_run_id = NULL WHERE connector_id = ?", connector);
        Origin run = fixture.leased(connector);
        if (assets.length > 0) {
            results.handle(chunk(run, 0, assets));
        }
        results.handle(seen(run, assets.length > 0 ? 1 : 0, assets.length, at));
        databases.run("UPDATE run SET state = 'SUCCEEDED' WHERE id = ?", run.runId());
    }

    private long present() {
        return databases.oneOfInventory(
                Long.class, "SELECT count(*) FROM asset WHERE connector_id = ? AND gone_at IS NULL", connector);
    }

    private long staged() {
        return databases.oneOfInventory(
                Long.class, "SELECT count(*) FROM staged_chunk WHERE connector_id = ?", connector);
    }

    private String slice(Origin run) {
        return databases.one(String.class, """
                SELECT format('%s seen=%s created=%s changed=%s gone=%s', status, assets, created, changed, gone)
                  FROM slice_result WHERE run_id = ?
                """, run.runId());
    }

    private String assets(String column, String id) {
        return databases.oneOfInventory(
                String.class,
                "SELECT " + column + " FROM asset WHERE connector_id = ? AND native_id = ?",
                connector,
                id);
    }

    private Instant time(String column, String id) {
        OffsetDateTime time = databases.oneOfInventory(
                OffsetDateTime.class,
                "SELECT " + column + " FROM asset WHERE connector_id = ? AND native_id = ?",
                connector,
                id);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }

    private double fenced() {
        return meters.find("results.events").tag("what", "fenced").counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }
}
