package io.cloudconnectors.api.result;

import java.util.List;
import java.util.Set;

/** Where it is recorded what the slices of runs came to, while the attempts that say so hold their runs. */
@FunctionalInterface
interface SliceResults {
    /**
     * Records slices, all of them or none; of two ends of the same slice the later one stays.
     *
     * @return those whose attempt holds the run; the others are fenced
     */
    Set<SliceEnd.Key> record(List<SliceEnd> ends);
}
