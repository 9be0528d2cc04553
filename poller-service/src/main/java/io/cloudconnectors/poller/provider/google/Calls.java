package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.poller.PollerConfig;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for answers on the run's own thread, so that an interruption ends the call at once, and repeats what may pass. The
 * waits double: quotas are by the minute, and a client that comes back at once uses up what is left of them.
 */
final class Calls {
    private final Duration attemptTimeout;
    private final int maxAttempts;
    private final Duration firstPause;

    Calls(PollerConfig.Google config) {
        this.attemptTimeout = config.attemptTimeout();
        this.maxAttempts = config.maxAttempts();
        this.firstPause = config.firstPause();
    }

    /** @param started starts one attempt */
    <T> T answer(Supplier<? extends Future<T>> started) throws CallFailed, InterruptedException {
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                return await(started.get());
            } catch (CallFailed e) {
                if (attempt >= maxAttempts || !e.symptom().mayPass()) {
                    throw e;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private <T> T await(Future<T> answer) throws CallFailed, InterruptedException {
        try {
            return answer.get(attemptTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new CallFailed(Symptom.noAnswer());
        } catch (ExecutionException e) {
            throw new CallFailed(Symptom.of(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }
}
