package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.EARLIER;
import static io.cloudconnectors.api.result.Events.VOLUME;
import static io.cloudconnectors.api.result.Events.VPC;
import static io.cloudconnectors.api.result.Events.asset;
import static io.cloudconnectors.api.result.Events.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.connectiontest.TestEndRepository;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.fixture.Pool;
import io.cloudconnectors.api.inventory.FenceRepository;
import io.cloudconnectors.api.inventory.SliceMergeRepository;
import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a look that is not merged, since it found what the one before found, leaves what a merge of it would leave. */
class UnchangedSliceIT {
    private static final int RUNS = 60;
    private static EngineDatabases databases;
    private static AgroalDataSource pool;
    private static Inventory inventory;

    private Random random;
    private Instant now = EARLIER;
    private final Map<SliceKey, Look> before = new HashMap<>();

    @BeforeAll
    static void migrate() throws SQLException {
        databases = EngineDatabases.fresh();
        pool = Pool.of(databases.inventory(), Duration.ofSeconds(60), 2);
        inventory = new Inventory(pool);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    /** Of two connectors that report the same, one has to merge every look. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsSkippedWouldHaveChangedNothing(int seed) throws Exception {
        random = new Random(seed);
        var skipping = new Twin();
        var merging = new Twin();
        int attempt = 0;
        for (int i = 1; i <= RUNS; i++) {
            attempt = i > 1 && random.nextInt(4) == 0 ? attempt + 1 : 1;
            skipping.lease(attempt, i);
            merging.lease(attempt, i);
            for (List<Function<Origin, ResultEvent>> batch : batches()) {
                for (int times = random.nextInt(6) == 0 ? 2 : 1; times > 0; times--) {
                    skipping.take(batch);
                    inventory.forget(merging.connector);
                    merging.take(batch);

                    assertThat(skipping.ends).as("run %d of seed %d", i, seed).isEqualTo(merging.ends);
                    assertThat(inventory.assets(skipping.connector))
                            .as("run %d of seed %d", i, seed)
                            .isEqualTo(inventory.assets(merging.connector));
                    assertThat(inventory.slices(skipping.connector))
                            .as("run %d of seed %d", i, seed)
                            .isEqualTo(inventory.slices(merging.connector));
                }
            }
        }
    }

    /** An instance of the release before, which knows no digest, looked in between and found one asset less. */
    @Test
    void aLookThatAnOlderInstanceMergedIsWhatTheNextOneIsComparedWith() throws Exception {
        var twin = new Twin();
        var both = new Look(List.of(asset(VPC, "vpc-1", "1"), asset(VPC, "vpc-2", "1")), List.of(), 2);
        List<Function<Origin, ResultEvent>> look = both.events(Events.EC2, now, false);
        twin.lease(1, 1);
        twin.take(look);
        twin.lease(1, 2);
        databases.runOnInventory(
                "UPDATE asset SET gone_at = now() WHERE connector_id = ? AND native_id = 'vpc-2'", twin.connector);
        databases.runOnInventory(
                "UPDATE slice SET run_id = ?, attempt = 1, assets = 1, created = 0, changed = 0, gone = 1 WHERE connector_id = ?",
                twin.run,
                twin.connector);

        twin.lease(1, 3);
        twin.take(look);

        assertThat(twin.ends).containsExactly("ec2 SEEN 2/2/0/0", "ec2 SEEN 2/1/0/0");
    }

    /** A run's events as a poller sends them, cut anywhere. */
    private List<List<Function<Origin, ResultEvent>>> batches() {
        List<SliceKey> slices = new ArrayList<>(IntStream.range(0, 3)
                .mapToObj(n -> new SliceKey("eu-central-1", "service-" + n))
                .toList());
        Collections.shuffle(slices, random);
        List<List<Function<Origin, ResultEvent>>> batches = new ArrayList<>(List.of(new ArrayList<>()));
        for (SliceKey slice : slices.subList(random.nextInt(8) == 0 ? 1 : 0, slices.size())) {
            Look look = before.compute(slice, (_, last) -> next(last));
            boolean lost = random.nextInt(20) == 0;
            for (Function<Origin, ResultEvent> event : look.events(slice, now, lost)) {
                batches.getLast().add(event);
                if (random.nextInt(12) == 0) {
                    batches.add(new ArrayList<>());
                }
            }
            now = now.plusSeconds(60);
        }
        batches.removeIf(List::isEmpty);
        return batches;
    }

    private Look next(Look last) {
        if (last == null || random.nextInt(12) == 0) {
            return new Look(
                    random.ints(random.nextInt(4), 0, 12).mapToObj(this::made).toList(), List.of(), 3);
        }
        if (!last.gaps.isEmpty() && random.nextInt(4) == 0) {
            return new Look(last.assets, List.of(), last.ofChunk); // what it missed is gone
        }
        var assets = new ArrayList<>(last.assets);
        List<String> gaps = last.gaps;
        switch (random.nextInt(14)) {
            case 0 -> assets.add(made(random.nextInt(12)));
            case 1 -> Collections.shuffle(assets, random);
            case 2 -> gaps = List.of(VOLUME);
            case 3 -> {
                gaps = List.of(Gap.EVERY_TYPE);
                assets.subList(assets.size() / 2, assets.size()).clear();
            }
            case 4 -> assets.replaceAll(asset -> random.nextInt(3) == 0 ? made(random.nextInt(12)) : asset);
            case 5 -> {
                if (!assets.isEmpty()) {
                    assets.removeLast();
                }
            }
            default -> {}
        }
        return new Look(List.copyOf(assets), gaps, last.ofChunk);
    }

    private Asset made(int n) {
        return asset(n % 2 == 0 ? VPC : VOLUME, "asset-" + n / 2, Integer.toString(1 + random.nextInt(2)));
    }

    /** What a slice is told to have. */
    private record Look(List<Asset> assets, List<String> gaps, int ofChunk) {
        List<Function<Origin, ResultEvent>> events(SliceKey slice, Instant at, boolean lost) {
            List<Function<Origin, ResultEvent>> events = new ArrayList<>();
            for (int i = 0; i < assets.size(); i += ofChunk) {
                int chunk = i / ofChunk;
                List<Asset> part = assets.subList(i, Math.min(assets.size(), i + ofChunk));
                events.add(origin -> new SliceChunk(origin, slice, chunk, part));
            }
            int chunks = events.size() + (lost ? 1 : 0);
            List<Gap> missed = gaps.stream()
                    .map(type -> new Gap(type, reason(ReasonCode.PERMISSION_MISSING)))
                    .toList();
            events.add(origin -> new SliceSeen(origin, slice, chunks, assets.size(), missed, at));
            return events;
        }
    }

    /** A connector, and what was to be recorded of its slices. */
    private static final class Twin {
        private final UUID connector = UUID.randomUUID();
        private final List<String> ends = new ArrayList<>();
        private final ResultIntake intake;
        private UUID run = UUID.randomUUID();
        private Origin origin;

        Twin() {
            var meters = new SimpleMeterRegistry();
            var handler = new ResultHandler(
                    new StagingRepository(pool, EngineDatabases.JSON),
                    new SliceMergeRepository(pool, EngineDatabases.JSON),
                    this::record,
                    OutcomeFixture.ends(databases.engine()),
                    new TestEndRepository(databases.engine(), EngineDatabases.JSON),
                    Clock.systemUTC(),
                    meters);
            var letters = new DeadLetters(Kafka.clients(), meters);
            intake = new ResultIntake(handler, letters, Configs.of(ResultsConfig.class, Map.of()));
        }

        void lease(int attempt, int epoch) {
            run = attempt == 1 ? UUID.randomUUID() : run;
            new FenceRepository(pool, EngineDatabases.JSON).raise(connector, epoch, "acme", Provider.AWS);
            origin = new Origin(run, attempt, epoch, connector, "acme");
        }

        void take(List<Function<Origin, ResultEvent>> batch) throws Exception {
            intake.take(Events.records(
                    batch.stream().map(event -> event.apply(origin)).toList()));
        }

        private Set<SliceEnd.Key> record(List<SliceEnd> came) {
            came.stream()
                    .map(end -> "%s %s %d/%d/%d/%d"
                            .formatted(
                                    end.service(),
                                    end.status(),
                                    end.assets(),
                                    end.created(),
                                    end.changed(),
                                    end.gone()))
                    .sorted()
                    .forEach(ends::add);
            return came.stream().map(SliceEnd::key).collect(Collectors.toSet());
        }
    }

    /** What is there. */
    private static final class Inventory extends EngineRepository {
        private static final NamedSql FORGET =
                NamedSql.of("UPDATE slice SET content = NULL WHERE connector_id = :connector");

        private static final NamedSql ASSETS = NamedSql.of("""
                SELECT (to_jsonb(a) - 'id' - 'connector_id')::text AS row
                  FROM asset a WHERE connector_id = :connector ORDER BY type, native_id
                """);

        private static final NamedSql SLICES = NamedSql.of("""
                SELECT (to_jsonb(s) - 'content' - 'connector_id' - 'run_id')::text AS row
                  FROM slice s WHERE connector_id = :connector ORDER BY region, service
                """);

        Inventory(DataSource dataSource) {
            super(dataSource, EngineDatabases.JSON);
        }

        void forget(UUID connector) {
            update(FORGET, Values.of("connector", connector));
        }

        List<String> assets(UUID connector) {
            return all(ASSETS, Values.of("connector", connector), row -> row.text("row"));
        }

        List<String> slices(UUID connector) {
            return all(SLICES, Values.of("connector", connector), row -> row.text("row"));
        }
    }
}
