package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.EARLIER;
import static io.cloudconnectors.api.result.Events.NOW;
import static io.cloudconnectors.api.result.Events.VOLUME;
import static io.cloudconnectors.api.result.Events.asset;
import static io.cloudconnectors.api.result.Events.blind;
import static io.cloudconnectors.api.result.Events.chunk;
import static io.cloudconnectors.api.result.Events.finished;
import static io.cloudconnectors.api.result.Events.seen;
import static io.cloudconnectors.api.result.Events.seenExcept;
import static io.cloudconnectors.api.result.Events.succeeded;
import static io.cloudconnectors.api.result.Events.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.inventory.FenceRepository;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.RunOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that come again, at the same time, too late, or with something in them that is not true. */
class RepeatIT {
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
    void anEndThatArrivesAtSeveralInstancesAtOnceCountsOnce() throws Exception {
        Origin run = fixture.leased(connector);

        atOnce(finished(run, RunOutcome.FAILED, ReasonCode.NETWORK));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("FAILED");
        assertThat(databases.connector(connector, "transient_failures")).isEqualTo("1");
        assertThat(taken("finished")).isEqualTo(1);
    }

    @Test
    void aSliceThatArrivesAtSeveralInstancesAtOnceIsMergedOnce() throws Exception {
        Origin run = fixture.leased(connector);
        results.handle(chunk(run, 0, vpc("vpc-1"), vpc("vpc-2")));

        atOnce(seen(run, 1, 2, NOW));

        assertThat(slice(run)).isEqualTo("SEEN 2/2/0/0");
        assertThat(present()).isEqualTo(2);
    }

    @Test
    void theWholeStreamOfAFinishedRunReplayedChangesNothing() {
        Origin run = fixture.leased(connector);
        List<ResultEvent> stream = List.of(chunk(run, 0, vpc("vpc-1")), seen(run, 1, 1, NOW), succeeded(run, 1));
        stream.forEach(results::handle);
        String ended = databases.run(run.runId(), "run");

        stream.forEach(results::handle);
        results.handle(blind(run));

        assertThat(databases.run(run.runId(), "run")).isEqualTo(ended);
        assertThat(slice(run)).isEqualTo("SEEN 1/1/0/0");
        assertThat(databases.connector(connector, "state || ' ' || health")).isEqualTo("ONLINE OK");
    }

    @Test
    void anOldAttemptCannotCallASliceBlindThatTheNewOneSaw() {
        Origin old = fixture.leased(connector);
        Origin current = fixture.leased(connector, old.runId(), 2);
        results.handle(chunk(current, 0, vpc("vpc-1")));
        results.handle(seen(current, 1, 1, NOW));

        results.handle(blind(old));

        assertThat(slice(current)).isEqualTo("SEEN 1/1/0/0");
    }

    @Test
    void whatAnOldAttemptStagedIsGoneOnceTheNextIsLeasedAndNothingJoinsIt() {
        Origin old = fixture.leased(connector);
        results.handle(chunk(old, 0, vpc("vpc-old")));

        fixture.leased(connector, old.runId(), 2);
        results.handle(chunk(old, 1, vpc("vpc-late")));

        assertThat(databases.oneOfInventory(
                        Long.class, "SELECT count(*) FROM staged_chunk WHERE connector_id = ?", connector))
                .isZero();
    }

    @Test
    void theFenceNeverSinks() {
        Origin old = fixture.leased(connector);
        Origin current = fixture.leased(connector, old.runId(), 2);

        new FenceRepository(databases.inventory(), EngineDatabases.JSON)
                .raise(connector, old.epoch(), "acme", Provider.AWS);

        assertThat(databases.oneOfInventory(Long.class, "SELECT epoch FROM fence WHERE connector_id = ?", connector))
                .isEqualTo(current.epoch());
    }

    @Test
    void theTenantThatAnEventNamesIsNotBelieved() {
        Origin run = fixture.leased(connector);
        Origin liar = new Origin(run.runId(), run.attempt(), run.epoch(), connector, "somebody-else");

        results.handle(chunk(liar, 0, vpc("vpc-1")));
        results.handle(seen(liar, 1, 1, NOW));

        assertThat(databases.oneOfInventory(String.class, "SELECT tenant FROM asset WHERE connector_id = ?", connector))
                .isEqualTo("acme");
        assertThat(databases.one(String.class, "SELECT tenant FROM slice_result WHERE run_id = ?", run.runId()))
                .isEqualTo("acme");
    }

    @Test
    void aGapThatStaysOpenCostsNoWriteAndOneThatClosesTellsWhenItWasSeenLast() {
        look(fixture.leased(connector), 1, null, "vol-back", "vol-gone");
        look(fixture.leased(connector), 2, VOLUME);
        String before = rowVersion("vol-back");

        look(fixture.leased(connector), 3, VOLUME);
        assertThat(rowVersion("vol-back")).isEqualTo(before);

        look(fixture.leased(connector), 4, null, "vol-back");
        assertThat(volume("vol-back", "gone_at IS NULL AND last_seen_at IS NULL"))
                .isEqualTo("true");
        assertThat(volume("vol-gone", "gone_at IS NOT NULL")).isEqualTo("true");
        assertThat(databases
                        .oneOfInventory(
                                OffsetDateTime.class,
                                "SELECT last_seen_at FROM asset WHERE connector_id = ? AND native_id = 'vol-gone'",
                                connector)
                        .toInstant())
                .isEqualTo(EARLIER.plusSeconds(3600));
    }

    /** A whole run that saw these volumes, so many hours after {@link Events#EARLIER}. */
    private void look(Origin run, int hours, String gap, String... volumes) {
        var at = EARLIER.plusSeconds(3600L * hours);
        for (int i = 0; i < volumes.length; i++) {
            results.handle(chunk(run, i, asset(VOLUME, volumes[i], "same")));
        }
        results.handle(
                gap == null
                        ? seen(run, volumes.length, volumes.length, at)
                        : seenExcept(run, volumes.length, volumes.length, gap, at));
        results.handle(succeeded(run, 1));
    }

    private void atOnce(ResultEvent event) throws Exception {
        Callable<Void> instance = () -> {
            fixture.oneByOne(meters).handle(event);
            return null;
        };
        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : instances.invokeAll(Collections.nCopies(6, instance))) {
                done.get();
            }
        }
    }

    private double taken(String event) {
        return meters.counter("results.events", "event", event, "what", "taken").count();
    }

    private String slice(Origin run) {
        return databases.one(
                String.class,
                "SELECT status || ' ' || assets || '/' || created || '/' || changed || '/' || gone"
                        + " FROM slice_result WHERE run_id = ?",
                run.runId());
    }

    private long present() {
        return databases.oneOfInventory(
                Long.class, "SELECT count(*) FROM asset WHERE connector_id = ? AND gone_at IS NULL", connector);
    }

    private String volume(String id, String expression) {
        return databases.oneOfInventory(
                String.class,
                "SELECT (" + expression + ")::text FROM asset WHERE connector_id = ? AND native_id = ?",
                connector,
                id);
    }

    /** Another one after each write of the row. */
    private String rowVersion(String id) {
        return volume(id, "xmin || ' ' || ctid");
    }
}
