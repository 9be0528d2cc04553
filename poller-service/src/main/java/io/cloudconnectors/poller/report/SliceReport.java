package io.cloudconnectors.poller.report;

import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * Reports one slice: its assets in chunks as they come, then its end. A few chunks at most are on their way, so that
 * memory does not grow with the account, and a slice is called seen only when the broker has all of them. While Kafka is
 * away the look waits, for as long as its run may take: what did not arrive is sent again. Not thread-safe: one thread
 * looks at a slice.
 */
public final class SliceReport implements ResourceSink {
    static final int CHUNK_ASSETS = 200;
    static final int CHUNK_BYTES = 512 * 1024;
    static final int ON_THEIR_WAY = 4;

    private static final Logger LOG = Logger.getLogger(SliceReport.class);

    private final ResultEvent.Origin origin;
    private final SliceKey slice;
    private final Results results;
    private final InstantSource clock;
    private final Duration sendAgain;
    private final AssetFactory assets = new AssetFactory();
    private final Queue<Sent> onTheirWay = new ArrayDeque<>();

    private List<Asset> chunk = new ArrayList<>();
    private int chunkBytes;
    private int chunksSent;
    private int assetsSent;
    private boolean lost;

    private record Sent(ResultEvent event, Future<?> acknowledged) {}

    public SliceReport(ResultEvent.Origin origin, SliceKey slice, Results results, InstantSource clock) {
        this(origin, slice, results, clock, Results.SEND_AGAIN);
    }

    SliceReport(ResultEvent.Origin origin, SliceKey slice, Results results, InstantSource clock, Duration sendAgain) {
        this.origin = origin;
        this.slice = slice;
        this.results = results;
        this.clock = clock;
        this.sendAgain = sendAgain;
    }

    @Override
    public void accept(Resource resource) throws InterruptedException {
        AssetFactory.Sized sized = assets.make(resource);
        if (!chunk.isEmpty() && (chunk.size() == CHUNK_ASSETS || chunkBytes + sized.bytes() > CHUNK_BYTES)) {
            sendChunk();
        }
        chunk.add(sized.asset());
        chunkBytes += sized.bytes();
    }

    /**
     * Sends what is left and the end of the slice.
     *
     * @return how it was reported: blind also when the broker refused a part of it
     */
    public Slice end(Slice looked) throws InterruptedException {
        Slice outcome = switch (looked) {
            case Slice.Blind blind -> blind;
            case Slice.Seen seen -> arrived() ? seen : new Slice.Blind(notArrived());
        };
        await(send(
                switch (outcome) {
                    case Slice.Blind(var reason) -> new ResultEvent.SliceBlind(origin, slice, reason);
                    case Slice.Seen(var gaps) ->
                        new ResultEvent.SliceSeen(origin, slice, chunksSent, assetsSent, gaps, clock.instant());
                }));
        return lost ? new Slice.Blind(notArrived()) : outcome;
    }

    private void sendChunk() throws InterruptedException {
        onTheirWay.add(send(new ResultEvent.SliceChunk(origin, slice, chunksSent, List.copyOf(chunk))));
        chunksSent++;
        assetsSent += chunk.size();
        chunk = new ArrayList<>();
        chunkBytes = 0;
        if (onTheirWay.size() > ON_THEIR_WAY) {
            await(onTheirWay.remove());
        }
    }

    private boolean arrived() throws InterruptedException {
        if (!chunk.isEmpty()) {
            sendChunk();
        }
        while (!onTheirWay.isEmpty()) {
            await(onTheirWay.remove());
        }
        return !lost;
    }

    private Sent send(ResultEvent event) throws InterruptedException {
        return new Sent(event, results.send(event));
    }

    private void await(Sent sent) throws InterruptedException {
        Sent last = sent;
        while (true) {
            try {
                last.acknowledged.get();
                return;
            } catch (ExecutionException | CancellationException e) {
                if (!(e.getCause() instanceof RetriableException)) {
                    LOG.warnf(e, "Kafka refused a part of slice %s; the slice stays blind", slice);
                    lost = true;
                    return;
                }
                LOG.warnf("A part of slice %s did not reach Kafka and is sent again: %s", slice, e.getMessage());
            }
            Thread.sleep(sendAgain);
            last = send(last.event);
        }
    }

    private Reason notArrived() {
        return new Reason(ReasonCode.PLATFORM_ERROR, null, null, "results", clock.instant());
    }
}
