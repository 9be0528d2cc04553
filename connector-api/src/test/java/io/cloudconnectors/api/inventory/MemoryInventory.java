package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.history.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ports of the inventory in memory. */
public final class MemoryInventory implements Fences, Staging, SliceMerges {
    private final Tables tables;
    private final Map<UUID, Long> fences = new HashMap<>();
    private final List<Staged> staged = new ArrayList<>();
    private final Map<Place, Slice> slices = new HashMap<>();

    public MemoryInventory(Tables tables) {
        this.tables = tables;
    }

    /** A number that stands for these assets, whatever their order. */
    public static long content(Collection<Asset> assets) {
        long content = 0;
        for (Asset asset : assets) {
            content += content(asset.nativeId(), asset.contentHash());
        }
        return content;
    }

    private static long content(String nativeId, String hash) {
        return 0x9E3779B97F4A7C15L * (31L * nativeId.hashCode() + hash.hashCode() + 1);
    }

    @Override
    public void raise(UUID connectorId, long epoch, String tenant, Provider provider) {
        long raised = tables.in(() -> {
            Long before = fences.get(connectorId);
            boolean stays = before != null && (before > epoch || tables.has(Mutant.FENCE_RAISED_ONCE));
            long now = stays ? before : epoch;
            fences.put(connectorId, now);
            staged.removeIf(chunk -> chunk.origin.connectorId().equals(connectorId) && chunk.origin.epoch() < now);
            return now;
        });
        assert raised > 0;
    }

    @Override
    public int stage(List<? extends Chunk> chunks) {
        if (chunks.isEmpty()) {
            return 0;
        }
        return tables.in(() -> {
            int fenced = 0;
            for (Chunk chunk : chunks) {
                if (isFenced(chunk.origin())) {
                    fenced++;
                } else {
                    stage(chunk);
                }
            }
            return fenced;
        });
    }

    private void stage(Chunk chunk) {
        for (Staged other : staged) {
            if (other.isOf(chunk.origin(), chunk.slice()) && other.chunk == chunk.number()) {
                return;
            }
        }
        List<Asset> assets = ((EventChunk) chunk).event().assets();
        staged.add(new Staged(chunk.origin(), chunk.slice(), chunk.number(), assets));
    }

    private boolean isFenced(Origin origin) {
        Long fence = fences.get(origin.connectorId());
        return fence == null || fence != origin.epoch() && !tables.has(Mutant.MERGE_UNFENCED);
    }

    @Override
    public List<SliceMerge> merge(List<SliceLook> looks) {
        return tables.in(() -> {
            List<SliceMerge> results = new ArrayList<>(looks.size());
            for (SliceLook look : looks) {
                look.chunks().forEach(this::stage);
                results.add(mergeOne(look.seen()));
            }
            return results;
        });
    }

    private SliceMerge mergeOne(SliceSeen seen) {
        if (isFenced(seen.origin())) {
            return new SliceMerge.Fenced();
        }
        var place = new Place(seen.origin().connectorId(), seen.slice());
        Slice slice = slices.computeIfAbsent(place, _ -> new Slice());
        SliceMerge result = slice.isOf(seen.origin()) && slice.merged != null ? slice.merged : mergeOnce(slice, seen);
        staged.removeIf(chunk -> chunk.isOf(seen.origin(), seen.slice()));
        return result;
    }

    private SliceMerge mergeOnce(Slice slice, SliceSeen seen) {
        Map<String, Asset> present = new HashMap<>(4);
        int chunks = 0;
        int assets = 0;
        for (Staged chunk : staged) {
            if (chunk.isOf(seen.origin(), seen.slice())) {
                chunks++;
                assets += chunk.assets.size();
                chunk.assets.forEach(asset -> present.put(asset.nativeId(), asset));
            }
        }
        boolean complete = chunks == seen.chunks() && assets == seen.assets();
        if (!complete && !tables.has(Mutant.MERGE_TAKES_INCOMPLETE)) {
            return new SliceMerge.Incomplete(chunks, assets);
        }
        SliceMerge.Merged merged = slice.replace(present, seen);
        tell(seen, present);
        return merged;
    }

    private void tell(SliceSeen seen, Map<String, Asset> present) {
        long content = content(present.values());
        Origin origin = seen.origin();
        tables.tell(new Event.SliceMerged(origin.connectorId(), seen.slice().service(), origin.epoch(), content));
    }

    private record Place(UUID connector, SliceKey slice) {}

    private record Staged(Origin origin, SliceKey slice, int chunk, List<Asset> assets) {
        boolean isOf(Origin other, SliceKey ofSlice) {
            return origin.attempt() == other.attempt() && origin.runId().equals(other.runId()) && slice.equals(ofSlice);
        }
    }

    /** What is there of a slice, and which attempt brought it. */
    private static final class Slice {
        private Map<String, Asset> assets = Map.of();
        private UUID run = new UUID(0, 0);
        private int attempt;
        private SliceMerge.Merged merged;

        boolean isOf(Origin origin) {
            return attempt == origin.attempt() && run.equals(origin.runId());
        }

        /** What an earlier attempt of the run did to the slice it did. What a look could not see is not gone. */
        SliceMerge.Merged replace(Map<String, Asset> present, SliceSeen seen) {
            Origin origin = seen.origin();
            boolean again = merged != null && run.equals(origin.runId());
            int created = again ? merged.created() : 0;
            int changed = again ? merged.changed() : 0;
            int gone = again ? merged.gone() : 0;
            for (Asset asset : present.values()) {
                Asset before = assets.get(asset.nativeId());
                created += before == null ? 1 : 0;
                changed += before != null && !before.contentHash().equals(asset.contentHash()) ? 1 : 0;
            }
            Map<String, Asset> there = new HashMap<>(present);
            for (Asset before : assets.values()) {
                if (!present.containsKey(before.nativeId())) {
                    if (isHidden(before, seen.gaps())) {
                        there.put(before.nativeId(), before);
                    } else {
                        gone++;
                    }
                }
            }
            assets = there;
            run = origin.runId();
            attempt = origin.attempt();
            merged = new SliceMerge.Merged(present.size(), created, changed, gone);
            return merged;
        }

        private static boolean isHidden(Asset asset, List<Gap> gaps) {
            return gaps.stream()
                    .filter(gap -> !gap.listed())
                    .map(Gap::type)
                    .anyMatch(type -> type.equals(Gap.EVERY_TYPE) || type.equals(asset.type()));
        }
    }
}
