package io.cloudconnectors.system.fault;

import static org.awaitility.Awaitility.await;

import io.cloudconnectors.system.stack.NoAnswerError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting for the point at which a fault is to be made. */
final class Reach {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration LOOK = Duration.ofMillis(60);
    private static final Duration BETWEEN_NUDGES = Duration.ofMillis(500);

    private Reach() {}

    /** A fault could not be made where it was meant: the seed shows less than it says. */
    static final class NotReachedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReachedException(String what, Throwable cause) {
            super("not reached: " + what, cause);
        }
    }

    /** Does something that makes what is waited for happen, if it comes at the right moment. */
    @FunctionalInterface
    interface Nudge {
        void give() throws Exception;
    }

    /** With a nudge now and then. */
    static <T> T wait(String what, Nudge nudge, Callable<Optional<T>> look) {
        return wait(what, PATIENCE, nudge, look);
    }

    static <T> T wait(String what, Duration patience, Nudge nudge, Callable<Optional<T>> look) {
        var next = new AtomicLong(System.nanoTime());
        return wait(what, patience, () -> {
            Optional<T> found = look.call();
            if (found.isEmpty() && System.nanoTime() >= next.get()) {
                nudge.give();
                next.set(System.nanoTime() + BETWEEN_NUDGES.toNanos());
            }
            return found;
        });
    }

    static <T> T wait(String what, Callable<Optional<T>> look) {
        return wait(what, PATIENCE, look);
    }

    static <T> T wait(String what, Duration patience, Callable<Optional<T>> look) {
        try {
            return await(what)
                    .atMost(patience)
                    .pollInterval(LOOK)
                    .pollDelay(Duration.ZERO)
                    .ignoreExceptionsMatching(Reach::passes)
                    .until(look, Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new NotReachedException(what, e);
        }
    }

    /** What is away now is looked at again. */
    private static boolean passes(Throwable failure) {
        return failure instanceof SQLException || failure instanceof NoAnswerError;
    }

    static void until(String what, Callable<Boolean> holds) {
        until(what, PATIENCE, holds);
    }

    static void until(String what, Duration patience, Callable<Boolean> holds) {
        var _ = wait(what, patience, () -> holds.call() ? Optional.of(true) : Optional.empty());
    }
}
