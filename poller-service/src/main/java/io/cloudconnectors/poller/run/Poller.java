package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.report.Results;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The two consumers and the runs that they started. */
@ApplicationScoped
class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final int FIRST = 1;
    /** Longer than a lease may be waited for. */
    private static final Duration CONSUMERS_END = Duration.ofSeconds(10);

    private final Duration shutdownGrace;
    private final Duration handBack;
    private final Slots slots;
    private final RunMetrics metrics;
    private final Attempt.Collaborators collaborators;
    private final List<RunRequestConsumer> consumers;
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();

    Poller(
            PollerConfig config,
            Consumption consumption,
            Leases leases,
            AccountRun work,
            Results results,
            RunMetrics metrics,
            InstantSource clock) {
        this.shutdownGrace = config.run().shutdownGrace();
        this.handBack = config.run().handBack();
        this.slots = consumption.slots();
        this.metrics = metrics;
        this.collaborators = new Attempt.Collaborators(
                leases,
                work,
                results,
                clock,
                config.run().heartbeat(),
                config.run().stopPatience());
        RunRequestConsumer.Duties duties = consumption.duties(leases, this::start);
        this.consumers = List.of(
                new RunRequestConsumer(
                        new RunRequestConsumer.Source(Topics.RUNS_INTERACTIVE, Slots.Lane.INTERACTIVE, config.kafka()),
                        duties),
                new RunRequestConsumer(
                        new RunRequestConsumer.Source(Topics.RUNS_SCHEDULED, Slots.Lane.SCHEDULED, config.kafka()),
                        duties));
    }

    void onStart(@Observes StartupEvent start) {
        consumers.forEach(consumer ->
                threads.add(Thread.ofPlatform().name("run-requests").daemon().start(consumer)));
    }

    /** Takes nothing more and lets runs end; those that do not in time are handed back, for another poller to take over. */
    void onStop(@Observes @Priority(FIRST) ShutdownEvent stop) throws InterruptedException {
        consumers.forEach(RunRequestConsumer::stop);
        for (Thread thread : threads) {
            thread.join(CONSUMERS_END);
        }
        runs.shutdown();
        if (!runs.awaitTermination(shutdownGrace.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.infof("%d runs did not end in time and are handed back", slots.taken());
            runs.shutdownNow();
            if (!runs.awaitTermination(handBack.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "%d runs were not handed back; other pollers take over when their leases lapse", slots.taken());
            }
        }
    }

    boolean isReady() {
        return consumers.stream().allMatch(RunRequestConsumer::isJoined);
    }

    private void start(LeasedRun run, Slots.Slot slot) {
        runs.execute(() -> {
            try (slot) {
                RunLog.about(run.request(), () -> attempt(run));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "Run %s ended by a fault of the poller; its lease lapses",
                        run.request().runId());
            }
        });
    }

    private Attempt.Ending attempt(LeasedRun run) throws InterruptedException {
        LOG.infof(
                "Run starts: %s, attempt %d",
                run.request().trigger(), run.request().attempt());
        Attempt.Ending ending = new Attempt(run, collaborators).run();
        metrics.ended(run.request().provider(), ending);
        LOG.infof("Run ended: %s", ending);
        return ending;
    }
}
