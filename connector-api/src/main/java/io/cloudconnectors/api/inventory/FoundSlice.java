package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.contracts.SliceKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A look, and what is known of its slice.
 *
 * @param merged what became of it when this attempt's look was merged before
 * @param content what the look before found, if that is known and all still its own
 * @param staged how many chunks are staged
 * @param assets how many assets these hold
 * @param digests of those that are staged; of fewer when a chunk has none
 */
record FoundSlice(
        SliceLook look,
        @Nullable Merged merged,
        @Nullable String content,
        int staged,
        int assets,
        List<String> digests) {

    /** Before it is looked up. */
    static FoundSlice unknown(SliceLook look) {
        return new FoundSlice(look, null, null, 0, 0, List.of());
    }

    /** As {@link MergeSql#LOOK} found it. */
    static FoundSlice of(SliceLook look, Row row) throws SQLException {
        return new FoundSlice(
                look,
                row.flag("merged") ? merged(row, "slice_assets") : null,
                row.textOrNull("content"),
                row.integer("staged"),
                row.integer("staged_assets"),
                row.texts("digests"));
    }

    static Merged merged(Row row, String assets) throws SQLException {
        return new Merged(row.integer(assets), row.integer("created"), row.integer("changed"), row.integer("gone"));
    }

    SliceKey key() {
        return look.seen().slice();
    }

    /** Whether all that was sent is here, and is to be taken in. */
    boolean isReady() {
        if (merged != null) {
            return false;
        }
        return hasChunks()
                ? look.isWhole() && staged <= look.chunks().size()
                : staged == look.seen().chunks() && assets == look.seen().assets();
    }

    boolean isUnchanged() {
        return content != null && content.equals(digest());
    }

    /** What this look found; null when that is not known. */
    @Nullable
    String digest() {
        if (hasChunks()) {
            return look.digest();
        }
        return digests.size() == staged ? look.digest(digests) : null;
    }

    /** Whether its chunks are at hand; else they are staged, or it has none. */
    boolean hasChunks() {
        return !look.chunks().isEmpty();
    }

    /**
     * What became of it.
     *
     * @param settled what became of those that were ready
     */
    SliceMerge end(Map<SliceKey, Merged> settled) {
        if (merged != null) {
            return merged;
        }
        Merged now = settled.get(key());
        if (now != null) {
            return now;
        }
        return hasChunks()
                ? new SliceMerge.Incomplete(look.chunks().size(), look.assets())
                : new SliceMerge.Incomplete(staged, assets);
    }
}
