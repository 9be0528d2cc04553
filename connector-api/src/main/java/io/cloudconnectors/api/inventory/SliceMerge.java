package io.cloudconnectors.api.inventory;

/** What became of a slice that a poller saw to its end. */
public sealed interface SliceMerge {
    /**
     * It is in the inventory; the same answer is given when the event comes again.
     *
     * @param assets how many the slice has
     * @param created by this run, all its attempts; back again counts too
     */
    record Merged(int assets, int created, int changed, int gone) implements SliceMerge {}

    /** Chunks are missing; nothing was touched. */
    record Incomplete(int chunks, int assets) implements SliceMerge {}

    /** Of another epoch than the fence; nothing was touched. */
    record Fenced() implements SliceMerge {}
}
