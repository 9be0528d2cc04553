package io.cloudconnectors.api.result;

import io.cloudconnectors.api.connectiontest.TestEndRepository;
import io.cloudconnectors.api.inventory.Chunk;
import io.cloudconnectors.api.inventory.SliceLook;
import io.cloudconnectors.api.inventory.SliceMerge;
import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.api.inventory.SliceMerges;
import io.cloudconnectors.api.inventory.Staging;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Does what an event says, if its attempt holds the run; else it is fenced: dropped and counted. Doing it again changes
 * nothing.
 */
@ApplicationScoped
class ResultHandler {
    private static final Logger LOG = Logger.getLogger(ResultHandler.class);

    private final Staging staging;
    private final SliceMerges merges;
    private final SliceResults slices;
    private final RunEnds ends;
    private final TestEndRepository tests;
    private final InstantSource clock;
    private final MeterRegistry meters;

    ResultHandler(
            Staging staging,
            SliceMerges merges,
            SliceResults slices,
            RunEnds ends,
            TestEndRepository tests,
            InstantSource clock,
            MeterRegistry meters) {
        this.staging = staging;
        this.merges = merges;
        this.slices = slices;
        this.ends = ends;
        this.tests = tests;
        this.clock = clock;
        this.meters = meters;
    }

    /** Stages chunks; their order among other events does not matter, as long as they come before their slice's end. */
    void stage(List<? extends Chunk> chunks) {
        int fenced = staging.stage(chunks);
        count("chunk", "taken", chunks.size() - fenced);
        count("chunk", "fenced", fenced);
    }

    /**
     * Records the slices that found what the look before found, without a merge.
     *
     * @param groups of one attempt each, no two of the same connector, all at hand
     * @return for each group what is to be recorded of it; empty when it is to be merged
     */
    List<List<SliceEnd>> unchanged(List<List<SliceLook>> groups) {
        List<List<Merged>> merged = merges.unchanged(groups);
        List<List<SliceEnd>> ends = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            ends.add(merged.get(i).isEmpty() ? List.of() : ends(groups.get(i), merged.get(i)));
        }
        return ends;
    }

    /**
     * Merges slices of one attempt.
     *
     * @param looks no two of the same slice
     * @return what is to be recorded of them; those that were fenced are not among it
     */
    List<SliceEnd> merge(List<SliceLook> looks) {
        List<SliceEnd> ends = ends(looks, merges.merge(looks));
        count("seen", "fenced", looks.size() - ends.size());
        return ends;
    }

    /** What is to be recorded of a slice that could not be looked at. */
    SliceEnd blind(SliceBlind blind) {
        return SliceEnd.blind(
                blind.origin(), blind.slice(), blind.reason(), blind.reason().at());
    }

    /** Records what slices came to; it must be there before their run ends. */
    void record(List<SliceEnd> ends) {
        Set<SliceEnd.Key> recorded = slices.record(ends);
        for (SliceEnd end : ends) {
            count(
                    switch (end.status()) {
                        case SEEN -> "seen";
                        case BLIND -> "blind";
                    },
                    recorded.contains(end.key()));
        }
    }

    /** Ends a run. */
    void finish(RunFinished finished) {
        count("finished", took(finished));
    }

    private List<SliceEnd> ends(List<SliceLook> looks, List<? extends SliceMerge> merged) {
        List<SliceEnd> ends = new ArrayList<>(looks.size());
        for (int i = 0; i < looks.size(); i++) {
            List<SliceEnd> end = end(looks.get(i).seen(), merged.get(i));
            count(
                    "chunk",
                    end.isEmpty() ? "fenced" : "taken",
                    looks.get(i).chunks().size());
            ends.addAll(end);
        }
        return ends;
    }

    private List<SliceEnd> end(SliceSeen seen, SliceMerge merge) {
        return switch (merge) {
            case SliceMerge.Merged merged -> List.of(SliceEnd.seen(seen, merged));
            case SliceMerge.Incomplete arrived -> List.of(lost(seen, arrived));
            case SliceMerge.Fenced() -> List.of();
        };
    }

    private SliceEnd lost(SliceSeen seen, SliceMerge.Incomplete arrived) {
        LOG.warnf(
                "A slice did not arrive whole and removes nothing; run=%s region=%s service=%s chunks=%d/%d assets=%d/%d",
                seen.origin().runId(),
                seen.slice().region(),
                seen.slice().service(),
                arrived.chunks(),
                seen.chunks(),
                arrived.assets(),
                seen.assets());
        Reason why = new Reason(ReasonCode.PLATFORM_ERROR, null, null, null, clock.instant());
        return SliceEnd.blind(seen.origin(), seen.slice(), why, seen.observedAt());
    }

    private boolean took(RunFinished finished) {
        Origin origin = finished.origin();
        return ends.open(origin.runId())
                .filter(run ->
                        run.life().attempt() == origin.attempt() && run.life().epoch() == origin.epoch())
                .map(run -> end(run, finished))
                .orElseGet(() -> endTest(finished));
    }

    private boolean endTest(RunFinished finished) {
        boolean ended = tests.finish(finished);
        if (ended) {
            meters.counter(
                            "connection.tests.ended",
                            "outcome",
                            finished.outcome().name())
                    .increment();
        }
        return ended;
    }

    private boolean end(OpenRun open, RunFinished finished) {
        OpenRun run = open.told(finished);
        Instant now = clock.instant();
        RunEnd reported = run.warned(RunEnd.reported(finished.outcome(), finished.reason()), now);
        RunEnd end =
                run.life().finish(reported, run.slices(finished.slices()), now).end();
        boolean ended = ends.finish(run, end);
        if (ended) {
            meters.counter("runs.ended", "state", end.state().name()).increment();
        }
        return ended;
    }

    private void count(String event, boolean taken) {
        count(event, taken ? "taken" : "fenced", 1);
    }

    private void count(String event, String what, int events) {
        if (events > 0) {
            meters.counter("results.events", "event", event, "what", what).increment(events);
        }
    }
}
