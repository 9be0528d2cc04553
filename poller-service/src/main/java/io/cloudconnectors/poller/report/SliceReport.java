package io.cloudconnectors.poller.report;

import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Reports one slice: its assets in chunks as they come, then its end. Not thread-safe: a slice is looked at by one. */
public final class SliceReport implements ResourceSink {
    static final int CHUNK_ASSETS = 200;
    static final int CHUNK_BYTES = 512 * 1024;

    private final ResultEvent.Origin origin;
    private final SliceKey slice;
    private final Results results;
    private final InstantSource clock;
    private final AssetFactory assets = new AssetFactory();

    private List<Asset> chunk = new ArrayList<>();
    private int chunkBytes;
    private int chunksSent;
    private int assetsSent;

    public SliceReport(ResultEvent.Origin origin, SliceKey slice, Results results, InstantSource clock) {
        this.origin = origin;
        this.slice = slice;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public void accept(Resource resource) {
        AssetFactory.Sized sized = assets.make(resource);
        if (!chunk.isEmpty() && (chunk.size() == CHUNK_ASSETS || chunkBytes + sized.bytes() > CHUNK_BYTES)) {
            sendChunk();
        }
        chunk.add(sized.asset());
        chunkBytes += sized.bytes();
    }

    /** Sends what is left and the end of the slice. */
    public void end(Slice outcome) {
        switch (outcome) {
            case Slice.Blind(var reason) -> results.report(new ResultEvent.SliceBlind(origin, slice, reason));
            case Slice.Seen(var gaps) -> {
                if (!chunk.isEmpty()) {
                    sendChunk();
                }
                results.report(new ResultEvent.SliceSeen(origin, slice, chunksSent, assetsSent, gaps, clock.instant()));
            }
        }
    }

    private void sendChunk() {
        results.report(new ResultEvent.SliceChunk(origin, slice, chunksSent, List.copyOf(chunk)));
        chunksSent++;
        assetsSent += chunk.size();
        chunk = new ArrayList<>();
        chunkBytes = 0;
    }
}
