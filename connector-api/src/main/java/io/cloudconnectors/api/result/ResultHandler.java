package io.cloudconnectors.api.result;

import io.cloudconnectors.api.connectiontest.TestEndRepository;
import io.cloudconnectors.api.inventory.SliceMerge;
import io.cloudconnectors.api.inventory.SliceMergeRepository;
import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.outcome.RunEndRepository;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Does what an event says, if its attempt holds the run; else it is fenced: dropped and counted. Doing it again changes
 * nothing.
 */
@ApplicationScoped
class ResultHandler {
    private static final Logger LOG = Logger.getLogger(ResultHandler.class);

    private final StagingRepository staging;
    private final SliceMergeRepository merges;
    private final SliceResultRepository slices;
    private final RunEndRepository ends;
    private final TestEndRepository tests;
    private final InstantSource clock;
    private final MeterRegistry meters;

    ResultHandler(
            StagingRepository staging,
            SliceMergeRepository merges,
            SliceResultRepository slices,
            RunEndRepository ends,
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
    void stage(List<SliceChunk> chunks) {
        int fenced = staging.stage(chunks);
        count("chunk", "taken", chunks.size() - fenced);
        count("chunk", "fenced", fenced);
    }

    /** Takes in one event. */
    void handle(ResultEvent event) {
        switch (event) {
            case SliceChunk chunk -> stage(List.of(chunk));
            case SliceSeen seen -> count("seen", took(seen));
            case SliceBlind blind ->
                count(
                        "blind",
                        slices.blind(
                                blind.origin(),
                                blind.slice(),
                                blind.reason(),
                                blind.reason().at()));
            case RunFinished finished -> count("finished", took(finished));
        }
    }

    private boolean took(SliceSeen seen) {
        return switch (merges.merge(seen)) {
            case SliceMerge.Merged merged -> slices.seen(seen, merged);
            case SliceMerge.Incomplete arrived -> blind(seen, arrived);
            case SliceMerge.Fenced() -> false;
        };
    }

    private boolean blind(SliceSeen seen, SliceMerge.Incomplete arrived) {
        LOG.warnf(
                "A slice did not arrive whole and removes nothing; run=%s region=%s service=%s chunks=%d/%d assets=%d/%d",
                seen.origin().runId(),
                seen.slice().region(),
                seen.slice().service(),
                arrived.chunks(),
                seen.chunks(),
                arrived.assets(),
                seen.assets());
        Reason lost = new Reason(ReasonCode.PLATFORM_ERROR, null, null, null, clock.instant());
        return slices.blind(seen.origin(), seen.slice(), lost, seen.observedAt());
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
        OpenRun run = open.proving(finished.externalIdProof());
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
