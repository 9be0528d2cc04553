package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.outcome.Standing.State;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final Instant EARLIER = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** State x what was before x end -> state, health, reason, transient failures in a row. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // where it stands: state, health, reason, ever online, transients | the end | where it goes
                "PENDING, OK,       AWAITING_FIRST_RUN,     false, 0, SUCCEEDED, -,                      ONLINE,  OK,       -,                      0",
                "OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, true,  0, SUCCEEDED, -,                      ONLINE,  OK,       -,                      0",
                "ONLINE,  ERROR,    THROTTLED,              true,  2, SUCCEEDED, -,                      ONLINE,  OK,       -,                      0",
                "PENDING, OK,       AWAITING_FIRST_RUN,     false, 0, PARTIAL,   PERMISSION_MISSING,     ONLINE,  DEGRADED, PERMISSION_MISSING,     0",
                "OFFLINE, ERROR,    NETWORK,                true,  5, PARTIAL,   PLATFORM_ERROR,         ONLINE,  DEGRADED, PLATFORM_ERROR,         0",
                // a permanent error of a connector that was never ONLINE
                "PENDING, OK,       AWAITING_FIRST_RUN,     false, 0, FAILED,    AWS_ASSUME_ROLE_DENIED, OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, 0",
                "PENDING, ERROR,    NETWORK,                false, 1, FAILED,    ACCOUNT_MISMATCH,       OFFLINE, ERROR,    ACCOUNT_MISMATCH,       0",
                // of one that was: the second in a row
                "ONLINE,  OK,       -,                      true,  0, FAILED,    AWS_ASSUME_ROLE_DENIED, ONLINE,  ERROR,    AWS_ASSUME_ROLE_DENIED, 0",
                "ONLINE,  DEGRADED, PERMISSION_MISSING,     true,  0, FAILED,    AWS_ASSUME_ROLE_DENIED, ONLINE,  ERROR,    AWS_ASSUME_ROLE_DENIED, 0",
                "ONLINE,  ERROR,    AWS_ASSUME_ROLE_DENIED, true,  0, FAILED,    AWS_ASSUME_ROLE_DENIED, OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, 0",
                "ONLINE,  ERROR,    AWS_ASSUME_ROLE_DENIED, true,  0, FAILED,    ACCOUNT_MISMATCH,       OFFLINE, ERROR,    ACCOUNT_MISMATCH,       0",
                "ONLINE,  ERROR,    NETWORK,                true,  2, FAILED,    ACCOUNT_MISMATCH,       ONLINE,  ERROR,    ACCOUNT_MISMATCH,       0",
                "ONLINE,  ERROR,    PERMISSION_MISSING,     true,  0, FAILED,    PERMISSION_MISSING,     OFFLINE, ERROR,    PERMISSION_MISSING,     0",
                "OFFLINE, ERROR,    NETWORK,                true,  3, FAILED,    ACCOUNT_MISMATCH,       OFFLINE, ERROR,    ACCOUNT_MISMATCH,       0",
                // three transient failures in a row
                "ONLINE,  OK,       -,                      true,  0, FAILED,    THROTTLED,              ONLINE,  ERROR,    THROTTLED,              1",
                "ONLINE,  ERROR,    THROTTLED,              true,  1, FAILED,    NETWORK,                ONLINE,  ERROR,    NETWORK,                2",
                "ONLINE,  ERROR,    NETWORK,                true,  2, FAILED,    PROVIDER_ERROR,         OFFLINE, ERROR,    PROVIDER_ERROR,         3",
                "PENDING, ERROR,    NETWORK,                false, 2, FAILED,    NETWORK,                OFFLINE, ERROR,    NETWORK,                3",
                "PENDING, OK,       AWAITING_FIRST_RUN,     false, 0, FAILED,    NETWORK,                PENDING, ERROR,    NETWORK,                1",
                "OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, true,  0, FAILED,    NETWORK,                OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, 1",
                // our own faults decide nothing
                "ONLINE,  OK,       -,                      true,  0, FAILED,    LEASE_LOST,             ONLINE,  ERROR,    LEASE_LOST,             0",
                "PENDING, OK,       AWAITING_FIRST_RUN,     false, 0, FAILED,    VAULT_UNAVAILABLE,      PENDING, ERROR,    VAULT_UNAVAILABLE,      0",
                "ONLINE,  ERROR,    NETWORK,                true,  2, FAILED,    RUN_TIMEOUT,            ONLINE,  ERROR,    NETWORK,                2",
                "ONLINE,  ERROR,    AWS_ASSUME_ROLE_DENIED, true,  0, FAILED,    LEASE_LOST,             ONLINE,  ERROR,    AWS_ASSUME_ROLE_DENIED, 0",
                "OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, true,  0, FAILED,    PLATFORM_ERROR,         OFFLINE, ERROR,    AWS_ASSUME_ROLE_DENIED, 0",
                // nor does a run that somebody stopped
                "PENDING, OK,       AWAITING_FIRST_RUN,     false, 0, CANCELLED, -,                      PENDING, OK,       AWAITING_FIRST_RUN,     0",
                "ONLINE,  DEGRADED, PERMISSION_MISSING,     true,  0, CANCELLED, -,                      ONLINE,  DEGRADED, PERMISSION_MISSING,     0",
                "OFFLINE, ERROR,    NETWORK,                true,  3, CANCELLED, -,                      OFFLINE, ERROR,    NETWORK,                3",
            })
    void anEndMovesAConnector(
            State state,
            ConnectorHealth health,
            ReasonCode reason,
            boolean everOnline,
            int transients,
            String end,
            ReasonCode why,
            State nextState,
            ConnectorHealth nextHealth,
            ReasonCode nextReason,
            int nextTransients) {
        Standing next = new Standing(state, health, stored(reason), everOnline, transients).after(end(end, why));

        assertThat(next.state()).isEqualTo(nextState);
        assertThat(next.health()).isEqualTo(nextHealth);
        assertThat(next.reason() == null ? null : next.reason().code()).isEqualTo(nextReason);
        assertThat(next.transientFailures()).isEqualTo(nextTransients);
        assertThat(next.everOnline()).isEqualTo(everOnline || nextState == State.ONLINE);
    }

    @Test
    void aReasonThatGoesOnHoldsSinceItBegan() {
        var before = new Standing(State.ONLINE, ConnectorHealth.ERROR, stored(ReasonCode.NETWORK), true, 1);

        var same = before.after(new RunEnd.Failed(reason(ReasonCode.NETWORK)));
        var other = before.after(new RunEnd.Failed(reason(ReasonCode.THROTTLED)));

        assertThat(Objects.requireNonNull(same.reason()).since()).isEqualTo(EARLIER);
        assertThat(same.reason().at()).isEqualTo(NOW);
        assertThat(Objects.requireNonNull(other.reason()).since()).isEqualTo(NOW);
    }

    private static RunEnd end(String end, ReasonCode why) {
        return switch (end) {
            case "SUCCEEDED" -> new RunEnd.Succeeded();
            case "PARTIAL" -> new RunEnd.Partial(reason(why));
            case "FAILED" -> new RunEnd.Failed(reason(why));
            default -> new RunEnd.Cancelled();
        };
    }

    private static StoredReason stored(ReasonCode code) {
        return code == null ? null : new StoredReason(code, null, null, null, EARLIER, EARLIER);
    }

    private static Reason reason(ReasonCode code) {
        return new Reason(code, null, null, null, NOW);
    }
}
