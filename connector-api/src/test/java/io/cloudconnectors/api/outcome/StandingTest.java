package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.outcome.Cadence.Mode;
import io.cloudconnectors.api.outcome.Standing.State;
import io.cloudconnectors.api.outcome.StandingEvent.Ended;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final Instant EARLIER = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Pace PACE = new Pace(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(6));

    /** Where it stands, what happens, where that takes it and when the next run is due; waits in minutes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // state  health   reason       ever online, transients, mode wait | event | state health reason
                // transients mode wait due
                // success
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   UNMOVED",
                "ONLINE  ERROR    THROTTLED              true  2 SCHEDULED 0  | SCHEDULED SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   UNMOVED",
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED PARTIAL   PERMISSION_MISSING      | ONLINE  DEGRADED PERMISSION_MISSING     0 SCHEDULED 0   UNMOVED",
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     60 | MANUAL    SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   GRID-0",
                "OFFLINE ERROR    NETWORK                true  5 PROBE     15 | MANUAL    PARTIAL   PLATFORM_ERROR          | ONLINE  DEGRADED PLATFORM_ERROR         0 SCHEDULED 0   GRID-0",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | MANUAL    SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   GRID-0",
                "OFFLINE ERROR    PERMISSION_MISSING     true  0 SCHEDULED 60 | SCHEDULED PARTIAL   PERMISSION_MISSING      | ONLINE  DEGRADED PERMISSION_MISSING     0 SCHEDULED 0   UNMOVED",
                // with a warning
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED WARNED AWS_EXTERNAL_ID_NOT_ENFORCED | ONLINE DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED 0 SCHEDULED 0 UNMOVED",
                "ONLINE  DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED true 0 SCHEDULED 0 | SCHEDULED SUCCEEDED -            | ONLINE  OK       -                      0 SCHEDULED 0   UNMOVED",
                "ONLINE  DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED true 0 SCHEDULED 0 | SCHEDULED FAILED NETWORK         | ONLINE  ERROR    NETWORK                1 SCHEDULED 0   UNMOVED",
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     60 | PROBE     WARNED AWS_EXTERNAL_ID_NOT_ENFORCED | ONLINE DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED 0 SCHEDULED 0 IN-0",
                "OFFLINE ERROR    PERMISSION_MISSING     true  0 PROBE     15 | PROBE     WARNED AWS_EXTERNAL_ID_NOT_ENFORCED | OFFLINE ERROR PERMISSION_MISSING  0 SCHEDULED 30  IN-0",
                // a probe that signs in queues a full run, which alone refutes that a permission is missing
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     60 | PROBE     SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   IN-0",
                "OFFLINE ERROR    STALE                  false 0 PROBE     15 | PROBE     SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   IN-0",
                "OFFLINE ERROR    PERMISSION_MISSING     false 0 PROBE     15 | PROBE     SUCCEEDED -                       | OFFLINE ERROR    PERMISSION_MISSING     0 SCHEDULED 30  IN-0",
                "OFFLINE ERROR    GCP_API_DISABLED       true  0 PROBE     240 | PROBE    SUCCEEDED -                       | OFFLINE ERROR    GCP_API_DISABLED       0 SCHEDULED 360 IN-0",
                "OFFLINE ERROR    PERMISSION_MISSING     true  0 SCHEDULED 30 | SCHEDULED FAILED    PERMISSION_MISSING      | OFFLINE ERROR    PERMISSION_MISSING     0 PROBE     30  IN-30",
                // a recheck clears, and no period is lost
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | RECHECK   SUCCEEDED -                       | ONLINE  OK       -                      0 SCHEDULED 0   GRID-5",
                "ONLINE  ERROR    PERMISSION_MISSING     true  0 RECHECK   5  | RECHECK   SUCCEEDED -                       | ONLINE  ERROR    PERMISSION_MISSING     0 SCHEDULED 0   IN-0",
                // a permanent error of a connector that was never ONLINE
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED FAILED    AWS_ASSUME_ROLE_DENIED  | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 0 PROBE     15  IN-15",
                "PENDING ERROR    NETWORK                false 1 SCHEDULED 0  | MANUAL    FAILED    ACCOUNT_MISMATCH        | OFFLINE ERROR    ACCOUNT_MISMATCH       0 PROBE     15  IN-15",
                // of one that was: rechecked first
                "ONLINE  OK       -                      true  0 SCHEDULED 0  | SCHEDULED FAILED    AWS_ASSUME_ROLE_DENIED  | ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED 0 RECHECK   5   IN-5",
                "ONLINE  DEGRADED PERMISSION_MISSING     true  0 SCHEDULED 0  | MANUAL    FAILED    AWS_ASSUME_ROLE_DENIED  | ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED 0 RECHECK   5   IN-5",
                "ONLINE  ERROR    NETWORK                true  2 SCHEDULED 0  | SCHEDULED FAILED    ACCOUNT_MISMATCH        | ONLINE  ERROR    ACCOUNT_MISMATCH       0 RECHECK   5   IN-5",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | RECHECK   FAILED    AWS_ASSUME_ROLE_DENIED  | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 0 PROBE     15  IN-15",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | MANUAL    FAILED    ACCOUNT_MISMATCH        | OFFLINE ERROR    ACCOUNT_MISMATCH       0 PROBE     15  IN-15",
                "ONLINE  ERROR    PERMISSION_MISSING     true  0 SCHEDULED 0  | SCHEDULED FAILED    PERMISSION_MISSING      | OFFLINE ERROR    PERMISSION_MISSING     0 PROBE     15  IN-15",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 SCHEDULED 5  | SCHEDULED FAILED    AWS_ASSUME_ROLE_DENIED  | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 0 PROBE     15  IN-15",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | RECHECK   FAILED    NETWORK                 | ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED 1 RECHECK   5   IN-5",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  2 RECHECK   5  | RECHECK   FAILED    NETWORK                 | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 3 PROBE     15  IN-15",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | RECHECK   FAILED    LEASE_LOST              | ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED 0 RECHECK   5   IN-5",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | RECHECK   CANCELLED -                       | ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED 0 RECHECK   5   IN-5",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  0 RECHECK   5  | MANUAL    CANCELLED -                       | ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED 0 RECHECK   5   UNMOVED",
                // probes that fail come at growing intervals
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     15 | PROBE     FAILED    AWS_ASSUME_ROLE_DENIED  | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 0 PROBE     30  IN-30",
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     240 | PROBE    FAILED    ACCOUNT_MISMATCH        | OFFLINE ERROR    ACCOUNT_MISMATCH       0 PROBE     360 IN-360",
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     30 | PROBE     FAILED    NETWORK                 | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 1 PROBE     60  IN-60",
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     30 | PROBE     FAILED    VAULT_UNAVAILABLE       | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 0 PROBE     30  IN-30",
                "OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED true  0 PROBE     30 | PROBE     CANCELLED -                       | OFFLINE ERROR    AWS_ASSUME_ROLE_DENIED 0 PROBE     30  IN-30",
                "OFFLINE ERROR    NETWORK                true  3 PROBE     30 | MANUAL    FAILED    ACCOUNT_MISMATCH        | OFFLINE ERROR    ACCOUNT_MISMATCH       0 PROBE     30  UNMOVED",
                "OFFLINE ERROR    PERMISSION_MISSING     true  0 SCHEDULED 60 | SCHEDULED FAILED    RUN_TIMEOUT             | OFFLINE ERROR    PERMISSION_MISSING     0 PROBE     60  IN-60",
                "OFFLINE ERROR    PERMISSION_MISSING     true  0 SCHEDULED 60 | SCHEDULED CANCELLED -                       | OFFLINE ERROR    PERMISSION_MISSING     0 PROBE     60  IN-60",
                // three transient failures in a row
                "ONLINE  OK       -                      true  0 SCHEDULED 0  | SCHEDULED FAILED    THROTTLED               | ONLINE  ERROR    THROTTLED              1 SCHEDULED 0   UNMOVED",
                "ONLINE  ERROR    THROTTLED              true  1 SCHEDULED 0  | MANUAL    FAILED    NETWORK                 | ONLINE  ERROR    NETWORK                2 SCHEDULED 0   UNMOVED",
                "ONLINE  ERROR    NETWORK                true  2 SCHEDULED 0  | SCHEDULED FAILED    PROVIDER_ERROR          | OFFLINE ERROR    PROVIDER_ERROR         3 PROBE     15  IN-15",
                "PENDING ERROR    NETWORK                false 2 SCHEDULED 0  | SCHEDULED FAILED    NETWORK                 | OFFLINE ERROR    NETWORK                3 PROBE     15  IN-15",
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED FAILED    NETWORK                 | PENDING ERROR    NETWORK                1 SCHEDULED 0   UNMOVED",
                // our own faults and cancelled runs decide nothing
                "ONLINE  OK       -                      true  0 SCHEDULED 0  | SCHEDULED FAILED    LEASE_LOST              | ONLINE  ERROR    LEASE_LOST             0 SCHEDULED 0   UNMOVED",
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED FAILED    VAULT_UNAVAILABLE       | PENDING ERROR    VAULT_UNAVAILABLE      0 SCHEDULED 0   UNMOVED",
                "ONLINE  ERROR    NETWORK                true  2 SCHEDULED 0  | SCHEDULED FAILED    RUN_TIMEOUT             | ONLINE  ERROR    NETWORK                2 SCHEDULED 0   UNMOVED",
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | SCHEDULED CANCELLED -                       | PENDING OK       AWAITING_FIRST_RUN     0 SCHEDULED 0   UNMOVED",
                "ONLINE  DEGRADED PERMISSION_MISSING     true  0 SCHEDULED 0  | MANUAL    CANCELLED -                       | ONLINE  DEGRADED PERMISSION_MISSING     0 SCHEDULED 0   UNMOVED",
                // nor does a connection test
                "OFFLINE ERROR    NETWORK                true  3 PROBE     15 | TEST      SUCCEEDED -                       | OFFLINE ERROR    NETWORK                3 PROBE     15  UNMOVED",
                "ONLINE  OK       -                      true  0 SCHEDULED 0  | TEST      FAILED    ACCOUNT_MISMATCH        | ONLINE  OK       -                      0 SCHEDULED 0   UNMOVED",
                // staleness
                "ONLINE  OK       -                      true  0 SCHEDULED 0  | STALE                                       | OFFLINE ERROR    STALE                  0 PROBE     15  IN-15",
                "PENDING OK       AWAITING_FIRST_RUN     false 0 SCHEDULED 0  | STALE                                       | OFFLINE ERROR    STALE                  0 PROBE     15  IN-15",
                "ONLINE  ERROR    AWS_ASSUME_ROLE_DENIED true  1 RECHECK   5  | STALE                                       | OFFLINE ERROR    STALE                  1 PROBE     15  IN-15",
                "OFFLINE ERROR    NETWORK                true  3 PROBE     60 | STALE                                       | OFFLINE ERROR    NETWORK                3 PROBE     60  UNMOVED",
                // a change while a run goes: its failure tells nothing, and the new credential is tried at once
                "ONLINE  OK       -                      true  0 SCHEDULED 0  | SCHEDULED FAILED    ACCOUNT_MISMATCH changed | ONLINE OK       -                      0 SCHEDULED 0   IN-0",
                "ONLINE  ERROR    ACCOUNT_MISMATCH       true  0 RECHECK   5  | RECHECK   FAILED    ACCOUNT_MISMATCH changed | ONLINE ERROR    ACCOUNT_MISMATCH       0 SCHEDULED 0   IN-0",
                "OFFLINE ERROR    ACCOUNT_MISMATCH       true  0 PROBE     60 | PROBE     FAILED    ACCOUNT_MISMATCH changed | OFFLINE ERROR   ACCOUNT_MISMATCH       0 PROBE     60  IN-0",
                "OFFLINE ERROR    PERMISSION_MISSING     true  0 SCHEDULED 60 | SCHEDULED CANCELLED -               changed | OFFLINE ERROR    PERMISSION_MISSING     0 PROBE     60  IN-0",
                "OFFLINE ERROR    ACCOUNT_MISMATCH       true  0 PROBE     60 | MANUAL    SUCCEEDED -               changed | ONLINE  OK       -                      0 SCHEDULED 0   IN-0",
            })
    void anEventMovesAConnector(String before, String event, String after) {
        Standing.Next next = standing(before.split(" +")).on(event(event.split(" +")), PACE);

        assertThat(written(next)).isEqualTo(String.join(" ", after.split(" +")));
    }

    @Test
    void whateverHappensTheRulesHold() {
        for (Standing before : everyStanding()) {
            for (RunTrigger trigger : RunTrigger.values()) {
                for (RunEnd end : everyEnd()) {
                    for (boolean outdated : new boolean[] {false, true}) {
                        check(before, new Ended(trigger, end, outdated));
                    }
                }
            }
            check(before, new StandingEvent.WentStale(NOW));
        }
    }

    private static void check(Standing before, StandingEvent event) {
        Standing.Next next = before.on(event, PACE);
        Standing after = next.standing();
        String walked = before + " on " + event + " -> " + next;

        if (after.cadence().mode() == Mode.PROBE) {
            assertThat(after.state()).as(walked).isEqualTo(State.OFFLINE);
        }
        if (after.cadence().mode() != Mode.SCHEDULED) {
            assertThat(after.cadence().pause()).as(walked).isBetween(PACE.recheckAfter(), PACE.probeMost());
        }
        if (after.state() != before.state() && after.state() == State.OFFLINE) {
            assertThat(after.cadence()).as(walked).isEqualTo(new Cadence(Mode.PROBE, PACE.probeFirst()));
            assertThat(after.health()).as(walked).isEqualTo(ConnectorHealth.ERROR);
            assertThat(after.reason()).as(walked).isNotNull();
        }
        if (event instanceof Ended(RunTrigger trigger, RunEnd end, boolean outdated)) {
            boolean platform = end instanceof RunEnd.Failed(Reason why)
                    && why.code().reasonClass() == io.cloudconnectors.contracts.ReasonClass.PLATFORM;
            boolean decidesNothing = platform
                    || end instanceof RunEnd.Cancelled
                    || trigger == RunTrigger.TEST
                    || outdated && end instanceof RunEnd.Failed;
            if (decidesNothing) {
                assertThat(after.state()).as(walked).isEqualTo(before.state());
                assertThat(after.transientFailures()).as(walked).isEqualTo(before.transientFailures());
            }
            if (outdated) {
                assertThat(next.due()).as(walked).isEqualTo(new Due.In(Duration.ZERO));
            }
        }
        assertThat(after.everOnline()).as(walked).isEqualTo(before.everOnline() || after.state() == State.ONLINE);
    }

    private static List<Standing> everyStanding() {
        List<Standing> all = new ArrayList<>();
        for (String standing : List.of(
                "PENDING OK AWAITING_FIRST_RUN false 0 SCHEDULED 0",
                "PENDING ERROR NETWORK false 2 SCHEDULED 0",
                "PENDING ERROR LEASE_LOST false 0 SCHEDULED 0",
                "ONLINE OK - true 0 SCHEDULED 0",
                "ONLINE DEGRADED PERMISSION_MISSING true 0 SCHEDULED 0",
                "ONLINE DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED true 0 SCHEDULED 0",
                "ONLINE ERROR NETWORK true 2 SCHEDULED 0",
                "ONLINE ERROR PERMISSION_MISSING true 0 SCHEDULED 0",
                "ONLINE ERROR AWS_ASSUME_ROLE_DENIED true 0 SCHEDULED 5",
                "ONLINE ERROR AWS_ASSUME_ROLE_DENIED true 0 RECHECK 5",
                "ONLINE ERROR PERMISSION_MISSING true 1 RECHECK 5",
                "OFFLINE ERROR AWS_ASSUME_ROLE_DENIED false 0 PROBE 15",
                "OFFLINE ERROR STALE true 0 PROBE 60",
                "OFFLINE ERROR PERMISSION_MISSING true 0 PROBE 360",
                "OFFLINE ERROR PERMISSION_MISSING true 0 SCHEDULED 30")) {
            all.add(standing(standing.split(" ")));
        }
        return all;
    }

    private static List<RunEnd> everyEnd() {
        List<RunEnd> all = new ArrayList<>(List.of(
                new RunEnd.Succeeded(),
                new RunEnd.Warned(reason(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED)),
                new RunEnd.Cancelled(),
                new RunEnd.Partial(reason(ReasonCode.PERMISSION_MISSING))));
        for (ReasonCode code : ReasonCode.values()) {
            all.add(new RunEnd.Failed(reason(code)));
        }
        return all;
    }

    @Test
    void aReasonThatGoesOnHoldsSinceItBegan() {
        var before = standing("ONLINE", "ERROR", "NETWORK", "true", "1", "SCHEDULED", "0");

        var same = before.on(event("SCHEDULED", "FAILED", "NETWORK"), PACE).standing();
        var other = before.on(event("SCHEDULED", "FAILED", "THROTTLED"), PACE).standing();

        assertThat(Objects.requireNonNull(same.reason()).since()).isEqualTo(EARLIER);
        assertThat(same.reason().at()).isEqualTo(NOW);
        assertThat(Objects.requireNonNull(other.reason()).since()).isEqualTo(NOW);
    }

    private static Standing standing(String... words) {
        return new Standing(
                State.valueOf(words[0]),
                ConnectorHealth.valueOf(words[1]),
                words[2].equals("-")
                        ? null
                        : new StoredReason(ReasonCode.valueOf(words[2]), null, null, null, EARLIER, EARLIER),
                Boolean.parseBoolean(words[3]),
                Integer.parseInt(words[4]),
                new Cadence(Mode.valueOf(words[5]), Duration.ofMinutes(Long.parseLong(words[6]))));
    }

    private static StandingEvent event(String... words) {
        return words[0].equals("STALE")
                ? new StandingEvent.WentStale(NOW)
                : new Ended(RunTrigger.valueOf(words[0]), end(words[1], words[2]), words.length > 3);
    }

    private static RunEnd end(String end, String why) {
        return switch (end) {
            case "SUCCEEDED" -> new RunEnd.Succeeded();
            case "WARNED" -> new RunEnd.Warned(reason(ReasonCode.valueOf(why)));
            case "PARTIAL" -> new RunEnd.Partial(reason(ReasonCode.valueOf(why)));
            case "FAILED" -> new RunEnd.Failed(reason(ReasonCode.valueOf(why)));
            default -> new RunEnd.Cancelled();
        };
    }

    private static String written(Standing.Next next) {
        Standing standing = next.standing();
        StoredReason reason = standing.reason();
        String due = switch (next.due()) {
            case Due.Unmoved() -> "UNMOVED";
            case Due.OnGrid(Duration back) -> "GRID-" + back.toMinutes();
            case Due.In(Duration wait) -> "IN-" + wait.toMinutes();
        };
        return "%s %s %s %d %s %d %s"
                .formatted(
                        standing.state(),
                        standing.health(),
                        reason == null ? "-" : reason.code(),
                        standing.transientFailures(),
                        standing.cadence().mode(),
                        standing.cadence().pause().toMinutes(),
                        due);
    }

    private static Reason reason(ReasonCode code) {
        return new Reason(code, null, null, null, NOW);
    }
}
