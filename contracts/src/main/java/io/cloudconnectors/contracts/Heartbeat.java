package io.cloudconnectors.contracts;

/**
 * Body of {@code POST /internal/v1/runs/{runId}/attempts/{attempt}/heartbeat} (scope {@code runs:lease}); the answer is
 * always 200 {@link HeartbeatAnswer}, for an unknown run too (FENCED).
 */
public record Heartbeat(long epoch, String pollerId) {}
