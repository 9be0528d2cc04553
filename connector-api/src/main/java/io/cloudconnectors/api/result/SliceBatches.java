package io.cloudconnectors.api.result;

import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts the slices that a batch of records ends into merges: of one attempt each, with no slice twice, and not too large. The
 * order within a connector stays; connectors may be merged side by side.
 */
final class SliceBatches {
    /** How many assets one merge takes on, at least one slice: some seconds of work, so that a fence is not held for longer. */
    static final int MOST_ASSETS = 20_000;

    private SliceBatches() {}

    /**
     * Plans the merges.
     *
     * @param slices in the order in which they came
     * @param event what each of them is
     * @return for each connector its merges, one after the other
     */
    static <T> Collection<List<List<T>>> of(List<T> slices, Function<T, SliceSeen> event) {
        Map<Object, List<List<T>>> ofConnectors = new LinkedHashMap<>();
        Map<Object, Open> open = new LinkedHashMap<>();
        for (T slice : slices) {
            SliceSeen seen = event.apply(slice);
            Object connector = seen.origin().connectorId();
            List<List<T>> merges = ofConnectors.computeIfAbsent(connector, _ -> new ArrayList<>());
            Open last = open.get(connector);
            if (last == null || !last.takes(seen)) {
                last = new Open(seen.origin());
                open.put(connector, last);
                merges.add(new ArrayList<>());
            }
            last.add(seen);
            merges.getLast().add(slice);
        }
        return ofConnectors.values();
    }

    /** The merge of a connector that is being filled. */
    private static final class Open {
        private final Origin origin;
        private final Set<SliceKey> slices = new HashSet<>();
        private long assets;

        Open(Origin origin) {
            this.origin = origin;
        }

        boolean takes(SliceSeen seen) {
            return origin.equals(seen.origin())
                    && !slices.contains(seen.slice())
                    && (slices.isEmpty() || assets + seen.assets() <= MOST_ASSETS);
        }

        void add(SliceSeen seen) {
            slices.add(seen.slice());
            assets += seen.assets();
        }
    }
}
