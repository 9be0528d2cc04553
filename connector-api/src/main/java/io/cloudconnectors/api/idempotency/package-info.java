/**
 * Retries of POST that change nothing twice: the client names its request with {@code Idempotency-Key}, and the answer is
 * kept for whoever sends the same again.
 */
@NullMarked
package io.cloudconnectors.api.idempotency;

import org.jspecify.annotations.NullMarked;
