package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.pace.OverBudget;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.pace.Quota;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for answers on the run's own thread, so that an interruption ends the call at once, and repeats what may pass. The
 * waits double: quotas are by the minute, and a client that comes back at once uses up what is left of them.
 */
final class Calls {
    /** Quotas are by the minute. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int PARTS = 1000;

    private final Duration attemptTimeout;
    private final int maxAttempts;
    private final Duration firstPause;

    Calls(PollerConfig.Google config) {
        this.attemptTimeout = config.attemptTimeout();
        this.maxAttempts = config.maxAttempts();
        this.firstPause = config.firstPause();
    }

    /** At whose pace, and against which quota, a call is made. */
    record Paced(Pace pace, Quota quota) {
        void turn() throws CallFailed, InterruptedException {
            try {
                pace.await(quota);
            } catch (OverBudget e) {
                throw new CallFailed(Symptom.overBudget(e));
            }
            pace.sent(quota);
        }

        /** Whether a pause ends before there is no more use in going on. */
        private boolean allows(Duration pause) {
            return pause.compareTo(LONGEST_PAUSE) <= 0 && pause.compareTo(pace.timeLeft()) < 0;
        }
    }

    /** @param started starts one attempt */
    <T> T answer(Paced as, Supplier<? extends Future<T>> started) throws CallFailed, InterruptedException {
        Duration longest = firstPause;
        for (int attempt = 1; ; attempt++) {
            as.turn();
            Duration pause;
            try {
                return await(CallThreads.keeping(started));
            } catch (CallFailed e) {
                if (e.symptom().throttled()) {
                    as.pace().throttled(as.quota(), e.retryAfter());
                }
                pause = pause(longest, e.retryAfter());
                if (attempt >= maxAttempts || !e.symptom().mayPass() || !as.allows(pause)) {
                    throw e;
                }
            }
            Thread.sleep(pause);
            longest = longest.multipliedBy(2);
        }
    }

    /** Anywhere up to the longest, so that those who were refused together do not come back together; what Google asks for. */
    private Duration pause(Duration longest, @Nullable Duration retryAfter) {
        Duration own = longest.multipliedBy(ThreadLocalRandom.current().nextInt(PARTS + 1))
                .dividedBy(PARTS);
        return retryAfter == null || retryAfter.compareTo(own) < 0 ? own : retryAfter;
    }

    private <T> T await(CallThreads.Started<T> call) throws CallFailed, InterruptedException {
        try {
            return call.answer().get(attemptTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new CallFailed(Symptom.noAnswer());
        } catch (ExecutionException e) {
            throw new CallFailed(Symptom.of(e.getCause()), RetryAfter.of(e.getCause()));
        } finally {
            call.cancel();
        }
    }
}
