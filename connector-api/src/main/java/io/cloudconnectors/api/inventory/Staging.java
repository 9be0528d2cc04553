package io.cloudconnectors.api.inventory;

import java.util.List;

/** Where chunks wait until their slice is complete. */
@FunctionalInterface
public interface Staging {
    /**
     * Stages any number of chunks; one that comes twice is kept once.
     *
     * @return how many were of another epoch than the fence and dropped
     */
    int stage(List<? extends Chunk> chunks);
}
