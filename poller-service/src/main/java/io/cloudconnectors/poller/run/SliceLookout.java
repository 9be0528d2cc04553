package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.provider.CloudProvider.Account;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.report.Results;
import io.cloudconnectors.poller.report.SliceReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Looks at the slices of an account, several at a time, and reports each as it ends. */
@ApplicationScoped
class SliceLookout {
    private static final Logger LOG = Logger.getLogger(SliceLookout.class);

    private final AccountPermits permits;
    private final RunMetrics metrics;
    private final InstantSource clock;

    SliceLookout(PollerConfig config, RunMetrics metrics, InstantSource clock) {
        this.permits = new AccountPermits(config.run().parallelSlices());
        this.metrics = metrics;
        this.clock = clock;
    }

    List<Slice> lookAt(Account account, LeasedRun run, Results results) throws InterruptedException {
        RunRequest request = run.request();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try (AccountPermits.Permits share = permits.of(request.provider() + "/" + account.id())) {
            CompletionService<Slice> looking = new ExecutorCompletionService<>(executor);
            List<SliceTask> tasks = account.plan();
            for (SliceTask task : tasks) {
                looking.submit(() -> RunLog.about(request, () -> look(task, run, results, share)));
            }
            List<Slice> outcomes = new ArrayList<>();
            while (outcomes.size() < tasks.size()) {
                outcomes.add(looking.take().get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException stop) {
                throw stop;
            }
            throw new IllegalStateException("A slice could not be reported", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private Slice look(SliceTask task, LeasedRun run, Results results, AccountPermits.Permits share)
            throws InterruptedException {
        share.acquire();
        try {
            SliceReport report = new SliceReport(run.origin(), task.key(), results, clock);
            Slice outcome = report.end(looked(task, report));
            metrics.looked(run.request().provider(), outcome);
            return outcome;
        } finally {
            share.release();
        }
    }

    /** A fault in one slice, say in a mapper that met what it did not expect, leaves the others alone. */
    private Slice looked(SliceTask task, SliceReport report) throws InterruptedException {
        try {
            return task.look(report);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Slice %s met a fault of the poller; it stays blind", task.key());
            return new Slice.Blind(
                    new Reason(ReasonCode.PLATFORM_ERROR, null, null, task.key().service(), clock.instant()));
        }
    }
}
