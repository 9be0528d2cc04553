package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.connector.ApplyResult.Item;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.problem.Unforeseen;
import io.cloudconnectors.api.request.CurrentRequest;
import io.cloudconnectors.api.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a tenant's connectors what a file in a repository says, set by set. */
@ApplicationScoped
class ApplySets {
    private final Connectors connectors;
    private final ApplySetRepository sets;
    private final ApplyConfig config;
    private final CurrentRequest request;
    private final ConnectorForm form;
    private final ConnectorPatch patch;

    ApplySets(
            Connectors connectors,
            ApplySetRepository sets,
            ApplyConfig config,
            CurrentRequest request,
            RunFrequency frequency) {
        this.connectors = connectors;
        this.sets = sets;
        this.config = config;
        this.request = request;
        this.form = new ConnectorForm(frequency);
        this.patch = new ConnectorPatch(form);
    }

    /**
     * Says what applying the set would do.
     *
     * @throws ProblemException where nothing can be said at all; what stands in the way of one item is in the result
     */
    ApplyResult plan(Tenant tenant, ApplyRequest wanted) {
        return run(connectors.desk(tenant, Terms.none()), wanted, true, () -> {});
    }

    /**
     * Applies the set.
     *
     * @throws ProblemException APPLY_IN_PROGRESS; what stands in the way of one item is in the result
     */
    ApplyResult apply(Tenant tenant, ApplyRequest wanted) {
        Desk desk = connectors.desk(tenant, Terms.none());
        try (ApplyLease lease = ApplyLease.take(desk, sets, wanted.set(), config.lease())) {
            return run(desk, wanted, false, lease::keep);
        }
    }

    private ApplyResult run(Desk desk, ApplyRequest wanted, boolean dryRun, Runnable keep) {
        List<ApplyStep> steps = new ApplyPlan(desk, sets, form, patch, wanted).steps();
        Applying applying = new Applying(desk, sets, patch, wanted.set(), dryRun, config);
        Patience patience = new Patience();
        List<Item> items = inParallel(steps.stream()
                .<Callable<Item>>map(step -> () -> attempt(step, applying, patience, keep))
                .toList());
        return ApplyResult.of(wanted.set(), dryRun, items);
    }

    private static Item attempt(ApplyStep step, Applying applying, Patience patience, Runnable keep) {
        try {
            patience.check();
            keep.run();
            return applying.perform(step);
        } catch (ProblemException e) {
            return Applying.failed(step, patience.note(e.problem()));
        } catch (RuntimeException e) {
            return Applying.failed(step, patience.note(Unforeseen.problem(e)));
        }
    }

    private List<Item> inParallel(List<Callable<Item>> work) {
        Semaphore slots = new Semaphore(config.parallelism());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Item> items = new ArrayList<>(work.size());
            for (Future<Item> item : threads.invokeAll(work.stream()
                    .map(one -> request.carried(within(slots, one)))
                    .toList())) {
                items.add(item.get());
            }
            return items;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a set was applied", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A step of a set ended without a result", e.getCause());
        }
    }

    private static <T> Callable<T> within(Semaphore slots, Callable<T> work) {
        return () -> {
            slots.acquire();
            try {
                return work.call();
            } finally {
                slots.release();
            }
        };
    }

    /** When the platform itself fails again and again, the rest is not tried: it would take long, and come to nothing. */
    private static final class Patience {
        private static final int MOST_FAILURES = 20;

        private final AtomicInteger failures = new AtomicInteger();

        Problem note(Problem problem) {
            if (problem.status() >= 500) {
                failures.incrementAndGet();
            }
            return problem;
        }

        void check() {
            if (failures.get() >= MOST_FAILURES) {
                throw new ProblemException(
                        ProblemCode.NOT_TRIED,
                        "It was not tried, since too many before it failed on our side. Send the set again later.");
            }
        }
    }
}
