package io.cloudconnectors.api.idempotency;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept.
 *
 * @param headers those that tell something about the outcome
 */
record KeptAnswer(
        int status, Map<String, String> headers, @Nullable String body) {}
