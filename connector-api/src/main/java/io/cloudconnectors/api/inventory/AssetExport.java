package io.cloudconnectors.api.inventory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An inventory on its way to a client, a batch at a time: the next one is read when the one before is sent, so that an
 * export needs no more memory than a batch, and no connection to the database while its client is slow. It is no
 * snapshot: each asset is in it once, as it was when its batch was read.
 */
final class AssetExport {
    /** How many assets are read at a time. */
    static final int BATCH = 1000;

    private final Source source;
    private List<AssetView> batch;

    private AssetExport(Source source, List<AssetView> first) {
        this.source = source;
        this.batch = first;
    }

    /** Reads the first batch, so that what can be known to fail fails before anything is sent. */
    static AssetExport open(Source source) {
        return new AssetExport(source, source.after(null, BATCH));
    }

    /**
     * Writes everything; once.
     *
     * @throws IOException when the client is gone
     */
    void write(AssetFormat format, OutputStream out) throws IOException {
        out.write(format.head());
        while (!batch.isEmpty()) {
            for (AssetView asset : batch) {
                out.write(format.line(asset));
            }
            batch = batch.size() < BATCH
                    ? List.of()
                    : source.after(batch.getLast().id(), BATCH);
        }
    }

    /** Where assets come from, the oldest first. */
    @FunctionalInterface
    interface Source {
        /**
         * @param last the last one that was read; null to begin
         * @param most how many to read at most; fewer mean that there are no more
         */
        List<AssetView> after(@Nullable UUID last, int most);
    }
}
