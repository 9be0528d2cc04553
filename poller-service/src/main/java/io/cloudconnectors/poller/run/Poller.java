package io.cloudconnectors.poller.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.report.Results;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The two consumers and the runs that they started. */
@ApplicationScoped
class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final int FIRST = 1;

    private final PollerConfig config;
    private final Slots slots;
    private final Attempt.Collaborators collaborators;
    private final MeterRegistry metrics;
    private final List<RunRequestConsumer> consumers;
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();

    Poller(
            PollerConfig config,
            Slots slots,
            Leases leases,
            AccountRun work,
            Results results,
            DeadLetters deadLetters,
            ObjectMapper json,
            InstantSource clock,
            MeterRegistry metrics) {
        this.config = config;
        this.slots = slots;
        this.metrics = metrics;
        this.collaborators = new Attempt.Collaborators(
                leases,
                work,
                results,
                clock,
                config.run().heartbeat(),
                config.run().stopPatience());
        this.consumers = List.of(
                new RunRequestConsumer(
                        Topics.RUNS_INTERACTIVE,
                        Slots.Lane.INTERACTIVE,
                        config,
                        slots,
                        leases,
                        deadLetters,
                        this::start,
                        json),
                new RunRequestConsumer(
                        Topics.RUNS_SCHEDULED,
                        Slots.Lane.SCHEDULED,
                        config,
                        slots,
                        leases,
                        deadLetters,
                        this::start,
                        json));
        metrics.gauge("poller.slots.taken", slots, Slots::taken);
    }

    void onStart(@Observes StartupEvent start) {
        consumers.forEach(
                consumer -> Thread.ofPlatform().name("run-requests").daemon().start(consumer));
    }

    /** Takes nothing more and lets runs end; those that do not in time lose their lease and go to another poller. */
    void onStop(@Observes @Priority(FIRST) ShutdownEvent stop) throws InterruptedException {
        consumers.forEach(RunRequestConsumer::stop);
        runs.shutdown();
        if (!runs.awaitTermination(config.run().shutdownGrace().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("%d runs did not end in time; their leases lapse and other pollers take over", slots.taken());
            runs.shutdownNow();
        }
    }

    boolean isReady() {
        return consumers.stream().allMatch(RunRequestConsumer::isJoined);
    }

    private void start(RunRequest request, Leases.Lease.Granted lease, Slots.Lane lane) {
        runs.execute(() -> {
            MDC.put("runId", request.runId());
            MDC.put("connectorId", request.connectorId());
            try {
                Attempt.Ending ending = new Attempt(request, lease.grant(), collaborators).run();
                LOG.infof("Run ended: %s", ending);
                metrics.counter("poller.runs", "ending", ending.name()).increment();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                MDC.remove("runId");
                MDC.remove("connectorId");
                slots.giveBack(lane);
            }
        });
    }
}
