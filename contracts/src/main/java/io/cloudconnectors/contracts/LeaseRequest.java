package io.cloudconnectors.contracts;

/**
 * Body of {@code POST /internal/v1/runs/{runId}/attempts/{attempt}/lease} (scope {@code runs:lease}). Answers: 200 {@link
 * LeaseGrant}; 409 when the attempt is not to be had (ended, cancelled, leased, expired, another attempt): acknowledge
 * the request and drop it; anything else: do not acknowledge.
 *
 * @param pollerId names the poller process in the run's history; unique per process start
 */
public record LeaseRequest(String pollerId) {}
