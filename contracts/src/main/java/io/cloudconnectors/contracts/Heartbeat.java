package io.cloudconnectors.contracts;

/**
 * Body of {@code POST /internal/v1/runs/{runId}/attempts/{attempt}/heartbeat} (scope {@code runs:lease}); the answer is
 * always 200 {@link HeartbeatAnswer}, for an unknown run too (FENCED).
 *
 * <p>Also the body of {@code .../release}, by which a poller that stops, and has let go of the run, hands it back: 204 when the
 * run waits for another poller as its next attempt, 409 when it is no longer this attempt's, or is to stop anyway.
 */
public record Heartbeat(long epoch, String pollerId) {}
