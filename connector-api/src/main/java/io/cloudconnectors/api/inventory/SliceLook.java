package io.cloudconnectors.api.inventory;

import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import java.util.List;

/**
 * The end of a slice, and all of its chunks when they are at hand; else they are staged.
 *
 * @param chunks in their order; empty when they are staged, or when the slice has none
 */
public record SliceLook(SliceSeen seen, List<Chunk> chunks) {
    public SliceLook {
        chunks = List.copyOf(chunks);
        if (!chunks.isEmpty() && !areAll(seen, chunks)) {
            throw new IllegalArgumentException("Not all of the chunks of the slice, each once");
        }
    }

    /** The end of a slice whose chunks are staged. */
    public static SliceLook staged(SliceSeen seen) {
        return new SliceLook(seen, List.of());
    }

    /** Whether these, in their order, are the chunks that a slice says it has. */
    public static boolean areAll(SliceSeen seen, List<? extends Chunk> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i).number() != i) {
                return false;
            }
        }
        return chunks.size() == seen.chunks();
    }

    /** Whether nothing of it is staged. */
    public boolean isAtHand() {
        return chunks.size() == seen.chunks();
    }

    /** How many assets are at hand. */
    int assets() {
        return chunks.stream().mapToInt(Chunk::size).sum();
    }

    /** Whether all that was sent is at hand. */
    boolean isWhole() {
        return isAtHand() && assets() == seen.assets();
    }

    /** What it found, if all of it is at hand. */
    String digest() {
        return digest(chunks.stream().map(Chunk::digest).toList());
    }

    /** What it found, from the digests of its chunks. */
    String digest(List<String> ofChunks) {
        return ContentDigest.ofSlice(ofChunks, gaps());
    }

    /** The types that it did not list to their end. */
    List<String> gaps() {
        return seen.gaps().stream().filter(gap -> !gap.listed()).map(Gap::type).toList();
    }
}
