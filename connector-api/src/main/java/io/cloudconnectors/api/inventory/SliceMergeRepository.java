package io.cloudconnectors.api.inventory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Takes complete slices into the inventory. */
@Singleton
public class SliceMergeRepository extends EngineRepository implements SliceMerges {
    private static final NamedSql SAVEPOINT = NamedSql.of("SAVEPOINT before_slices");
    private static final NamedSql BACK = NamedSql.of("ROLLBACK TO SAVEPOINT before_slices");
    private static final TypeReference<List<SliceKey>> SLICES = new TypeReference<>() {};

    public SliceMergeRepository(
            @io.quarkus.agroal.DataSource("inventory-engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    @Override
    public List<SliceMerge> merge(List<SliceLook> looks) {
        Values values = values(looks.stream().map(FoundSlice::unknown).toList());
        return together(statements -> {
            if (statements.first(MergeSql.HOLD_FENCE, values, row -> true).isEmpty()) {
                return Collections.nCopies(looks.size(), new SliceMerge.Fenced());
            }
            Iterator<SliceLook> inOrder = looks.iterator();
            List<FoundSlice> found = statements.all(MergeSql.LOOK, values, row -> FoundSlice.of(inOrder.next(), row));
            Map<SliceKey, Merged> settled = settle(statements, found);
            if (found.stream().anyMatch(slice -> slice.staged() > 0)) {
                statements.update(MergeSql.FORGET_CHUNKS, values);
            }
            return found.stream().map(slice -> slice.end(settled)).toList();
        });
    }

    /**
     * Records what is unchanged and merges the rest. When that took an asset away from a slice that was unchanged, the two
     * report the same asset, and whose it is depends on which of them came later: then both are merged.
     */
    private Map<SliceKey, Merged> settle(Statements statements, List<FoundSlice> found) throws SQLException {
        List<FoundSlice> whole = found.stream().filter(FoundSlice::isReady).toList();
        Map<SliceKey, Merged> settled = new HashMap<>();
        Set<SliceKey> disputed = new HashSet<>();
        boolean again = true;
        while (again) {
            Map<Boolean, List<FoundSlice>> same = whole.stream()
                    .collect(partitioningBy(slice -> slice.isUnchanged() && !disputed.contains(slice.key())));
            List<FoundSlice> unchanged = same.getOrDefault(true, List.of());
            List<FoundSlice> differing = same.getOrDefault(false, List.of());
            boolean mixed = !unchanged.isEmpty() && !differing.isEmpty();
            if (mixed) {
                statements.update(SAVEPOINT, Values.none());
            }
            record(statements, unchanged, settled);
            Set<SliceKey> taken = merge(statements, differing, settled);
            taken.retainAll(unchanged.stream().map(FoundSlice::key).toList());
            again = !taken.isEmpty();
            if (again) {
                disputed.addAll(taken);
                statements.update(BACK, Values.none());
            }
        }
        return settled;
    }

    private void record(Statements statements, List<FoundSlice> unchanged, Map<SliceKey, Merged> settled)
            throws SQLException {
        if (!unchanged.isEmpty()) {
            Values slices = Values.of(
                    "slices", json(unchanged.stream().map(Unchanged::of).toList()));
            statements
                    .all(MergeSql.UNCHANGED, slices, Recorded::of)
                    .forEach(slice -> settled.put(slice.slice(), slice.merged()));
        }
    }

    /** The slices, none of these, that an asset was taken away from. */
    private Set<SliceKey> merge(Statements statements, List<FoundSlice> differing, Map<SliceKey, Merged> settled)
            throws SQLException {
        Set<SliceKey> taken = new HashSet<>();
        if (!differing.isEmpty()) {
            Iterator<FoundSlice> inOrder = differing.iterator();
            statements.all(MergeSql.MERGE, values(differing), row -> {
                taken.addAll(row.json("taken", SLICES));
                return settled.put(inOrder.next().key(), FoundSlice.merged(row, "assets"));
            });
        }
        return taken;
    }

    @Override
    public List<List<Merged>> unchanged(List<List<SliceLook>> groups) {
        List<List<SliceLook>> whole = groups.stream()
                .filter(group -> group.stream().allMatch(SliceLook::isWhole))
                .toList();
        Map<UUID, Map<SliceKey, Merged>> recorded = whole.isEmpty() ? Map.of() : recorded(whole);
        return groups.stream()
                .map(group -> {
                    Map<SliceKey, Merged> merged = recorded.getOrDefault(connector(group), Map.of());
                    return group.stream()
                            .map(look -> merged.get(look.seen().slice()))
                            .filter(Objects::nonNull)
                            .toList();
                })
                .toList();
    }

    private Map<UUID, Map<SliceKey, Merged>> recorded(List<List<SliceLook>> groups) {
        Values fences = Values.of(
                "fences",
                json(groups.stream()
                        .map(group -> Unchanged.of(group.getFirst()))
                        .toList()));
        return together(statements -> {
            Set<UUID> held = Set.copyOf(statements.all(MergeSql.HOLD_FENCES, fences, row -> row.id("connector_id")));
            List<SliceLook> looks = groups.stream()
                    .filter(group -> held.contains(connector(group)))
                    .flatMap(List::stream)
                    .toList();
            return statements.all(MergeSql.UNCHANGED, unchangedValues(looks), Recorded::of).stream()
                    .collect(groupingBy(Recorded::connector, toMap(Recorded::slice, Recorded::merged)));
        });
    }

    private static UUID connector(List<SliceLook> group) {
        return group.getFirst().seen().origin().connectorId();
    }

    Values unchangedValues(List<SliceLook> looks) {
        return Values.of("slices", json(looks.stream().map(Unchanged::of).toList()));
    }

    Values values(List<FoundSlice> slices) {
        Origin origin = slices.getFirst().look().seen().origin();
        List<Slice> rows = IntStream.range(0, slices.size())
                .mapToObj(place -> Slice.of(place, slices.get(place)))
                .toList();
        List<Placed> atHand = IntStream.range(0, slices.size())
                .boxed()
                .flatMap(place -> slices.get(place).look().chunks().stream().map(chunk -> new Placed(place, chunk)))
                .toList();
        return Values.of("connector", origin.connectorId())
                .and("run", origin.runId())
                .and("attempt", origin.attempt())
                .and("epoch", origin.epoch())
                .and("slices", json(rows))
                .and("places", atHand.stream().mapToInt(Placed::place).toArray())
                .and(
                        "chunks",
                        atHand.stream()
                                .mapToInt(placed -> placed.chunk.number())
                                .toArray())
                .and(
                        "assets",
                        atHand.stream().map(placed -> placed.chunk.json()).toArray(String[]::new));
    }

    /** What came of a slice that was not merged. */
    private record Recorded(UUID connector, SliceKey slice, Merged merged) {
        static Recorded of(Row row) throws SQLException {
            return new Recorded(
                    row.id("connector_id"),
                    new SliceKey(row.text("region"), row.text("service")),
                    FoundSlice.merged(row, "assets"));
        }
    }

    /** A chunk at hand, and the place of its slice. */
    private record Placed(int place, Chunk chunk) {}

    /** A slice as {@link MergeSql#LOOK} and {@link MergeSql#MERGE} read it. */
    private record Slice(
            int place,
            String region,
            String service,
            Instant observed,
            List<String> gaps,
            int arrived,
            @Nullable String content,
            boolean staged) {
        static Slice of(int place, FoundSlice slice) {
            SliceSeen seen = slice.look().seen();
            return new Slice(
                    place,
                    seen.slice().region(),
                    seen.slice().service(),
                    seen.observedAt(),
                    slice.look().gaps(),
                    seen.assets(),
                    slice.digest(),
                    !slice.hasChunks());
        }
    }

    /** A slice as {@link MergeSql#UNCHANGED} reads it. */
    private record Unchanged(
            UUID connector,
            long epoch,
            UUID run,
            int attempt,
            String region,
            String service,
            Instant observed,
            String content) {
        static Unchanged of(SliceLook look) {
            return of(look, look.digest());
        }

        /** The look before found what this one did. */
        static Unchanged of(FoundSlice slice) {
            return of(slice.look(), Objects.requireNonNull(slice.content()));
        }

        private static Unchanged of(SliceLook look, String content) {
            SliceSeen seen = look.seen();
            Origin origin = seen.origin();
            return new Unchanged(
                    origin.connectorId(),
                    origin.epoch(),
                    origin.runId(),
                    origin.attempt(),
                    seen.slice().region(),
                    seen.slice().service(),
                    seen.observedAt(),
                    content);
        }
    }
}
