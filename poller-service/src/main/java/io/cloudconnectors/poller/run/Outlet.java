package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.report.Results;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * What an attempt's work sends goes through here, as long as the lease lasts and until it is shut: a call that comes back
 * late has nothing more to say. Whoever sends then is interrupted.
 */
final class Outlet implements Results {
    private final Results results;
    private final InstantSource clock;
    /** An end that did not arrive is sent again, and is one. */
    private final Set<SliceKey> sliceEnds = ConcurrentHashMap.newKeySet();

    private volatile Instant leaseEnd;
    private volatile boolean shut;

    Outlet(Results results, InstantSource clock, Instant leaseEnd) {
        this.results = results;
        this.clock = clock;
        this.leaseEnd = leaseEnd;
    }

    @Override
    public Future<?> send(ResultEvent event) throws InterruptedException {
        if (shut || leaseIsOver()) {
            throw new InterruptedException("The attempt may send nothing more");
        }
        Future<?> sent = results.send(event);
        switch (event) {
            case ResultEvent.SliceSeen seen -> sliceEnds.add(seen.slice());
            case ResultEvent.SliceBlind blind -> sliceEnds.add(blind.slice());
            case ResultEvent.SliceChunk _, ResultEvent.RunFinished _ -> {}
        }
        return sent;
    }

    void shut() {
        shut = true;
    }

    void leaseUntil(Instant end) {
        leaseEnd = end;
    }

    Instant leaseEnd() {
        return leaseEnd;
    }

    boolean leaseIsOver() {
        return !clock.instant().isBefore(leaseEnd);
    }

    int sliceEnds() {
        return sliceEnds.size();
    }
}
