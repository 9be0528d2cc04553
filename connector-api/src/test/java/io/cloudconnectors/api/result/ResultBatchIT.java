package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.NOW;
import static io.cloudconnectors.api.result.Events.asset;
import static io.cloudconnectors.api.result.Events.reason;
import static io.cloudconnectors.api.result.Events.succeeded;
import static io.cloudconnectors.api.result.Events.vpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.contracts.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches of records, as a poll of the topic brings them. */
class ResultBatchIT {
    private static EngineDatabases databases;
    private static ResultFixture fixture;
    private final AtomicInteger ofMain = new AtomicInteger();
    private final AtomicInteger ofInventory = new AtomicInteger();
    private final List<ResultEvent> batch = new ArrayList<>();

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        fixture = new ResultFixture(databases);
    }

    @Test
    void theSlicesOfARunAreTakenInWithAsManyTransactionsAsOneSlice() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        for (int i = 0; i < 40; i++) {
            slice(run, "service-" + i, vpc("vpc-" + i));
        }
        batch.add(new SliceBlind(run, new SliceKey("eu-central-1", "blind"), reason(ReasonCode.THROTTLED)));

        take();

        assertThat(ofInventory).as("look for what is unchanged, merge").hasValue(2);
        assertThat(ofMain).as("record").hasValue(1);
        assertThat(slices(run)).isEqualTo("BLIND 1, SEEN 40");
        assertThat(present(run)).isEqualTo(40);
    }

    @Test
    void whatIsUnchangedOfAllConnectorsIsOneTransaction() throws Exception {
        List<UUID> connectors = List.of(databases.connector("acme"), databases.connector("acme"));
        for (int look = 0; look < 2; look++) {
            batch.clear();
            for (UUID connector : connectors) {
                databases.run(
                        "UPDATE schedule SET active_run_id = NULL, running_since = NULL WHERE connector_id = ?",
                        connector);
                Origin run = fixture.leased(connector);
                slice(run, "ec2", vpc("vpc-1"), vpc("vpc-2"));
                slice(run, "s3");
            }
            ofInventory.set(0);
            take();
        }

        assertThat(ofInventory).hasValue(1);
        assertThat(slices(batch.getFirst().origin())).isEqualTo("SEEN 2");
    }

    @Test
    void ofASliceThatCameInPiecesNothingStaysStaged() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        var key = new SliceKey("eu-central-1", "ec2");
        batch.add(new SliceChunk(run, key, 0, List.of(vpc("vpc-1"))));
        take();
        batch.add(new SliceChunk(run, key, 1, List.of(vpc("vpc-2"))));
        batch.add(new SliceSeen(run, key, 2, 2, List.of(), NOW));

        take(); // the first chunk comes again, with the rest

        assertThat(present(run)).isEqualTo(2);
        assertThat(databases.oneOfInventory(
                        Long.class, "SELECT count(*) FROM staged_chunk WHERE connector_id = ?", run.connectorId()))
                .isZero();
    }

    @Test
    void runsComeInWholeAlsoWhenTheirEndIsInTheSameBatch() throws Exception {
        List<Origin> runs = List.of(
                fixture.leased(databases.connector("acme")),
                fixture.leased(databases.connector("acme")),
                fixture.leased(databases.connector("other")));
        for (Origin run : runs) {
            slice(run, "ec2", vpc("vpc-1"), vpc("vpc-2"));
            slice(run, "s3", vpc("vpc-3"));
            batch.add(succeeded(run, 2));
        }

        take();

        for (Origin run : runs) {
            assertThat(databases.run(run.runId(), "(state || ' ' || assets_seen || ' ' || assets_created)"))
                    .isEqualTo("SUCCEEDED 3 3");
        }
    }

    @Test
    void aBatchThatIsTakenInAgainChangesNothing() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        slice(run, "ec2", vpc("vpc-1"));
        slice(run, "s3", vpc("vpc-2"));
        batch.addAll(List.copyOf(batch)); // and everything twice in it
        batch.add(succeeded(run, 2));
        take();
        String ended = databases.run(run.runId(), "run");

        take();

        assertThat(databases.run(run.runId(), "run")).isEqualTo(ended);
        assertThat(databases.run(run.runId(), "assets_created")).isEqualTo("2");
        assertThat(present(run)).isEqualTo(2);
    }

    @Test
    void onePoisonousSliceIsPutAsideAndTheRestOfItsBatchComesIn() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        Origin neighbour = fixture.leased(databases.connector("acme"));
        slice(run, "ec2", vpc("vpc-1"));
        batch.add(new SliceSeen(run, new SliceKey("eu-central-1", "nul\u0000"), 0, 0, List.of(), NOW));
        slice(run, "s3", vpc("vpc-2"));
        slice(neighbour, "ec2", vpc("vpc-1"));
        batch.add(succeeded(run, 3));
        batch.add(succeeded(neighbour, 1));

        take();

        assertThat(slices(run)).isEqualTo("SEEN 2");
        assertThat(databases.run(run.runId(), "state")).isEqualTo("PARTIAL");
        assertThat(databases.run(neighbour.runId(), "state")).isEqualTo("SUCCEEDED");
        assertThat(letters(run)).hasSize(1).allMatch(reason -> reason.contains("SQLSTATE 22"));
    }

    @Test
    void anAssetThatNoIndexCanHoldBlocksNothing() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        slice(run, "ec2", asset(Events.VPC, incompressible(20_000), "1"));
        slice(run, "s3", vpc("vpc-2"));
        batch.add(succeeded(run, 2));

        take();

        assertThat(slices(run)).isEqualTo("SEEN 1");
        assertThat(databases.run(run.runId(), "state")).isEqualTo("PARTIAL");
        assertThat(letters(run)).hasSize(1).allMatch(reason -> reason.contains("SQLSTATE 54"));
    }

    @Test
    void anAssetThatTwoSlicesReportIsTheLaterOnes() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        slice(run, "ec2", vpc("vpc-1"));
        slice(run, "vpc", vpc("vpc-1"), vpc("vpc-2"));

        take();

        assertThat(present(run)).isEqualTo(2);
        assertThat(databases.oneOfInventory(
                        String.class,
                        "SELECT slice_service FROM asset WHERE connector_id = ? AND native_id = 'vpc-1'",
                        run.connectorId()))
                .isEqualTo("vpc");
    }

    @Test
    void anAssetThatMovesToAnotherSliceOfTheBatchIsNotGone() throws Exception {
        UUID connector = databases.connector("acme");
        slice(fixture.leased(connector), "ec2", vpc("vpc-1"));
        take();
        batch.clear();
        databases.run(
                "UPDATE schedule SET active_run_id = NULL, running_since = NULL WHERE connector_id = ?", connector);
        Origin next = fixture.leased(connector);
        slice(next, "ec2");
        slice(next, "vpc", vpc("vpc-1"));

        take();

        assertThat(present(next)).isEqualTo(1);
        assertThat(databases.one(Long.class, "SELECT sum(gone) FROM slice_result WHERE run_id = ?", next.runId()))
                .isZero();
    }

    @Test
    void aReportThatMeetsTheNextAttemptWaitsForItAndIsFenced() throws Exception {
        // Given an attempt whose run is being taken from it
        Origin run = fixture.leased(databases.connector("acme"));
        var results = new SliceResultRepository(databases.engine(), EngineDatabases.JSON);
        var ends = List.of(SliceEnd.blind(run, new SliceKey("eu-central-1", "ec2"), reason(ReasonCode.THROTTLED), NOW));
        try (var sweeper = databases.engine().getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sweeper.setAutoCommit(false);
            try (var requeue =
                    sweeper.prepareStatement("UPDATE run SET state = 'QUEUED', attempt = attempt + 1 WHERE id = ?")) {
                requeue.setObject(1, run.runId());
                requeue.executeUpdate();
            }

            // When it reports what it saw before that is committed
            Future<Set<SliceEnd.Key>> recorded = threads.submit(() -> results.record(ends));
            await().until(() -> recorded.isDone()
                    || databases.one(
                            Boolean.class,
                            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND query LIKE '%INSERT INTO slice_result AS before%')"));
            sweeper.commit();

            // Then that counts for nothing
            assertThat(recorded.get()).isEmpty();
            assertThat(databases.one(Long.class, "SELECT count(*) FROM slice_result WHERE run_id = ?", run.runId()))
                    .isZero();
        }
    }

    @Test
    void theRunsOfSlicesAreFoundByTheirKey() {
        databases.run("""
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at, sent_at,
                                 queue_expires_at, budget_seconds)
                SELECT uuidv7(), 'crowd', gen_random_uuid(), 'MANUAL', 'RUNNING', gen_random_uuid(), 1, now(), now(), now(), 1
                  FROM generate_series(1, 20000)
                """);
        databases.run("ANALYZE run");
        Origin run = fixture.leased(databases.connector("acme"));
        var ends = List.of(SliceEnd.blind(run, new SliceKey("eu-central-1", "ec2"), reason(ReasonCode.THROTTLED), NOW));

        String plan = new Plans(databases.engine())
                .of(
                        SliceResultRepository.RECORD,
                        new SliceResultRepository(databases.engine(), EngineDatabases.JSON).values(ends));

        String today =
                databases.one(String.class, "SELECT tableoid::regclass::text FROM run WHERE tenant = 'crowd' LIMIT 1");
        assertThat(plan).contains("Index Scan using " + today + "_pkey").doesNotContain("Seq Scan on " + today);
        databases.run("DELETE FROM run WHERE tenant = 'crowd'");
    }

    private void slice(Origin run, String service, Asset... assets) {
        var key = new SliceKey("eu-central-1", service);
        if (assets.length > 0) {
            batch.add(new SliceChunk(run, key, 0, List.of(assets)));
        }
        batch.add(new SliceSeen(run, key, assets.length > 0 ? 1 : 0, assets.length, List.of(), NOW));
    }

    private void take() throws Exception {
        var meters = new SimpleMeterRegistry();
        var handler = fixture.handler(
                counted(databases.engine(), ofMain), counted(databases.inventory(), ofInventory), meters);
        new ResultIntake(handler, new DeadLetters(Kafka.clients(), meters), Configs.of(ResultsConfig.class, Map.of()))
                .take(Events.records(batch));
    }

    /** Each statement, or transaction, of the engine takes a connection of its own. */
    private static DataSource counted(DataSource real, AtomicInteger transactions) {
        return (DataSource) Proxy.newProxyInstance(
                ResultBatchIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    transactions.incrementAndGet();
                    return method.invoke(real, arguments);
                });
    }

    private static String slices(Origin run) {
        return databases.one(String.class, """
                SELECT string_agg(status || ' ' || slices, ', ' ORDER BY status)
                  FROM (SELECT status, count(*) AS slices FROM slice_result WHERE run_id = ? GROUP BY status) AS s
                """, run.runId());
    }

    private static long present(Origin run) {
        return databases.oneOfInventory(
                Long.class, "SELECT count(*) FROM asset WHERE connector_id = ? AND gone_at IS NULL", run.connectorId());
    }

    private static List<String> letters(Origin run) {
        return Kafka.all(Topics.DEAD_LETTERS, run.connectorId().toString()).stream()
                .map(letter -> new String(letter.headers().lastHeader("reason").value()))
                .toList();
    }

    private static String incompressible(int length) {
        return new Random(15)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
