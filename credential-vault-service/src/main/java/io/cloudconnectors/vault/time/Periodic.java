package io.cloudconnectors.vault.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does something again and again in the background. What fails is logged and done again at the next time. Pauses vary by a fifth,
 * so that instances that started together do not ask databases and clouds together.
 */
public final class Periodic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Periodic.class);

    private static final double JITTER = 0.2;

    private final String name;
    private final Duration every;
    private final Runnable work;
    private final ScheduledExecutorService timer;

    /**
     * Starts nothing yet.
     *
     * @param name of the thread and in logs
     * @param every from the end of one time to the next
     */
    public Periodic(String name, Duration every, Runnable work) {
        this.name = name;
        this.every = every;
        this.work = work;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(name).factory());
    }

    /** Begins, after the first pause. */
    public void start() {
        var _ = timer.schedule(this::round, pauseMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once more, without waiting for the next time. */
    public void soon() {
        timer.execute(this::tryIt);
    }

    /** Ends it; what is being done is interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void round() {
        tryIt();
        if (!timer.isShutdown()) {
            start();
        }
    }

    private long pauseMillis() {
        return Math.round(every.toMillis() * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER));
    }

    private void tryIt() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "What is done in the background failed, and is done again in %d s; %s", every.toSeconds(), name);
        }
    }
}
