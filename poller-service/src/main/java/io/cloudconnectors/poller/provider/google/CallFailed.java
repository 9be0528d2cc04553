package io.cloudconnectors.poller.provider.google;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a call that Google did not answer as wished. Made without cause and stack trace: it is an outcome. */
@SuppressWarnings("serial")
final class CallFailed extends Exception {
    private final Symptom symptom;
    private final @Nullable Duration retryAfter;

    CallFailed(Symptom symptom) {
        this(symptom, null);
    }

    /** @param retryAfter how long Google wants to hear no more; absent when it does not say */
    CallFailed(Symptom symptom, @Nullable Duration retryAfter) {
        super(String.valueOf(symptom.code()), null, false, false);
        this.symptom = symptom;
        this.retryAfter = retryAfter;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    Symptom symptom() {
        return symptom;
    }
}
