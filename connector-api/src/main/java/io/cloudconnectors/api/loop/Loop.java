package io.cloudconnectors.api.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs a step, pauses, and runs it again until it is closed. A step that throws is logged when it fails otherwise than the
 * one before, and the pause doubles up to a bound until a step works again; so a database or a broker that is away is asked
 * again, and not often, and fills no log. A step is never
 * interrupted: closing waits for it.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Duration pause;
    private final Step step;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private int failures;
    private String lastFailure = "";

    private Loop(String name, Duration pause, Step step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /**
     * Starts it.
     *
     * @param name of the thread and in logs
     * @param pause between two steps that worked
     */
    public static Loop start(String name, Duration pause, Step step) {
        Loop loop = new Loop(name, pause, step);
        loop.thread.start();
        return loop;
    }

    /** What is done again and again. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    /** Starts no other step, and waits for none. */
    void endAfterThisStep() {
        closed.countDown();
    }

    /** Lets the step that is going end, and starts no other. */
    @Override
    public void close() {
        endAfterThisStep();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warnf("A step did not end in time; loop=%s", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration next = Duration.ZERO;
        try {
            while (!closed.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
                next = workedOnce() ? pause : longer(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean workedOnce() throws InterruptedException {
        try {
            step.run();
            worked();
            return true;
        } catch (RuntimeException | Error e) { // an Error too must not end a loop that nobody would miss until morning
            failed(e);
            return false;
        }
    }

    private void worked() {
        if (failures > 0) {
            LOG.infof("A background step works again; loop=%s failures=%d", name, failures);
            failures = 0;
            lastFailure = "";
        }
    }

    private void failed(Throwable failure) {
        failures++;
        String now = String.valueOf(failure);
        if (now.equals(lastFailure)) {
            LOG.debugf(failure, "A background step failed as before; loop=%s failures=%d", name, failures);
        } else {
            LOG.errorf(failure, "A background step failed and will be tried again; loop=%s", name);
            lastFailure = now;
        }
    }

    private Duration longer(Duration last) {
        Duration doubled = last.multipliedBy(2);
        Duration atLeast = doubled.compareTo(pause) > 0 ? doubled : pause;
        return atLeast.compareTo(LONGEST_PAUSE) < 0 ? atLeast : LONGEST_PAUSE;
    }
}
