package io.cloudconnectors.api.result;

import static java.util.Comparator.comparingInt;

import io.cloudconnectors.api.inventory.Chunk;
import io.cloudconnectors.api.inventory.SliceLook;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The slices of a batch. One that came whole, with its end and all of its chunks, is merged from what is at hand; of any other
 * the chunks are staged.
 */
final class ArrivedSlices {
    private final Map<Of, Map<Integer, Arrived<Chunk>>> chunks = new LinkedHashMap<>();
    private final List<Arrived<SliceSeen>> seen = new ArrayList<>();

    /** A chunk; one that comes twice is kept once. */
    void add(Arrived<? extends Chunk> chunk) {
        chunks.computeIfAbsent(Of.chunk(chunk.event()), _ -> new LinkedHashMap<>())
                .putIfAbsent(chunk.event().number(), chunk.as(chunk.event()));
    }

    /** The end of a slice. */
    void end(Arrived<SliceSeen> end) {
        seen.add(end);
    }

    /** The slices that ended, in the order in which they did. Takes the chunks of those that came whole. */
    List<Ended> ended() {
        List<Ended> ended = new ArrayList<>(seen.size());
        for (Arrived<SliceSeen> end : seen) {
            var of = Of.end(end.event());
            List<Arrived<Chunk>> came = chunks.getOrDefault(of, Map.of()).values().stream()
                    .sorted(comparingInt(chunk -> chunk.event().number()))
                    .toList();
            boolean whole = !came.isEmpty()
                    && SliceLook.areAll(
                            end.event(), came.stream().map(Arrived::event).toList());
            if (whole) {
                chunks.remove(of);
            }
            ended.add(new Ended(end, whole ? came : List.of()));
        }
        return ended;
    }

    /** The chunks that nobody took. */
    List<Arrived<Chunk>> toStage() {
        return chunks.values().stream()
                .flatMap(ofSlice -> ofSlice.values().stream())
                .toList();
    }

    /** The end of a slice, and its chunks when all of them came with it. */
    record Ended(Arrived<SliceSeen> end, List<Arrived<Chunk>> chunks) {
        static List<SliceLook> looks(List<Ended> group) {
            return group.stream().map(Ended::look).toList();
        }

        SliceSeen event() {
            return end.event();
        }

        SliceLook look() {
            return new SliceLook(event(), chunks.stream().map(Arrived::event).toList());
        }

        /** The same with its chunks staged. */
        Ended staged() {
            return new Ended(end, List.of());
        }
    }

    /** Which slice of which attempt. */
    private record Of(Origin origin, SliceKey slice) {
        static Of chunk(Chunk chunk) {
            return new Of(chunk.origin(), chunk.slice());
        }

        static Of end(SliceSeen seen) {
            return new Of(seen.origin(), seen.slice());
        }
    }
}
