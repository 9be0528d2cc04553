package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.TestStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test as it is read.
 *
 * @param connectorId or a draft's id
 * @param reason of a FAILED one, of the first step that failed, or of ours
 * @param steps all of them; null before the end, and of a test that did not come to its first
 */
record ConnectionTest(
        UUID id,
        UUID connectorId,
        Provider provider,
        TestedCredential credential,
        int credentialVersion,
        TestState state,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable StoredReason reason,
        @Nullable List<Step> steps) {

    /** {@link TestStep} as it is stored. */
    record Step(
            TestStep.Kind step,
            @Nullable String permission,
            TestStep.Result result,
            long durationMillis,
            @Nullable StoredReason reason) {}
}
