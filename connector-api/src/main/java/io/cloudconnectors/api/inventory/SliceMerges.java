package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import java.util.Collections;
import java.util.List;

/** Where complete slices go into the inventory. */
@FunctionalInterface
public interface SliceMerges {
    /**
     * Merges slices of one attempt, all of them or none: each that arrived whole, if its epoch is the fence's, and once,
     * however often it is asked.
     *
     * @param slices no two of the same region and service
     * @return what became of each, in their order
     */
    List<SliceMerge> merge(List<SliceLook> slices);

    /** The same for one. */
    default SliceMerge merge(SliceLook slice) {
        return merge(List.of(slice)).getFirst();
    }

    /**
     * Records what does not have to be merged, since it found exactly what the look before found; it does what {@link #merge}
     * would do. It need not find all that is unchanged.
     *
     * @param groups of one attempt each, no two of the same connector, all at hand
     * @return for each group what became of its slices, in their order; empty for one that is to be merged
     */
    default List<List<Merged>> unchanged(List<List<SliceLook>> groups) {
        return Collections.nCopies(groups.size(), List.of());
    }
}
