package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.NOW;
import static io.cloudconnectors.api.result.Events.chunk;
import static io.cloudconnectors.api.result.Events.finished;
import static io.cloudconnectors.api.result.Events.proved;
import static io.cloudconnectors.api.result.Events.seen;
import static io.cloudconnectors.api.result.Events.succeeded;
import static io.cloudconnectors.api.result.Events.vpc;
import static io.cloudconnectors.contracts.ExternalIdProof.ENFORCED;
import static io.cloudconnectors.contracts.ExternalIdProof.NOT_ENFORCED;
import static io.cloudconnectors.contracts.ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED;
import static io.cloudconnectors.contracts.ReasonCode.PERMISSION_MISSING;
import static io.cloudconnectors.contracts.RunOutcome.PARTIAL;
import static io.cloudconnectors.contracts.RunOutcome.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunFinishedIT {
    private static EngineDatabases databases;
    private static ResultFixture fixture;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private UUID connector;
    private EventHandler results;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        fixture = new ResultFixture(databases);
    }

    @BeforeEach
    void connect() {
        connector = databases.connector("acme");
        results = fixture.oneByOne(meters);
    }

    @Test
    void aSuccessEndsTheRunAndBringsItsConnectorOnline() {
        Origin run = fixture.leased(connector);
        results.handle(chunk(run, 0, vpc("vpc-1"), vpc("vpc-2")));
        results.handle(seen(run, 1, 2, NOW));

        results.handle(succeeded(run, 1));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("SUCCEEDED");
        assertThat(databases.run(run.runId(), "assets_seen || ' ' || assets_created || ' ' || assets_gone"))
                .isEqualTo("2 2 0");
        assertThat(databases.run(run.runId(), "finished_at")).isNotNull();
        assertThat(connectorIs()).isEqualTo("ONLINE OK null true");
        assertThat(databases.connector(connector, "last_run_id"))
                .isEqualTo(run.runId().toString());
        assertThat(databases.connector(connector, "last_success_at")).isNotNull();
        assertThat(databases.schedule(connector, "active_run_id")).isNull();
        assertThat(databases.schedule(connector, "running_since")).isNull();
    }

    @Test
    void aDeniedRoleTakesANewConnectorOfflineWithItsReason() {
        Origin run = fixture.leased(connector);

        results.handle(finished(run, RunOutcome.FAILED, ReasonCode.AWS_ASSUME_ROLE_DENIED));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("FAILED");
        assertThat(connectorIs()).isEqualTo("OFFLINE ERROR AWS_ASSUME_ROLE_DENIED false");
        assertThat(databases.connector(connector, "reason ->> 'since'")).startsWith("2026-11-24T12:00:00");
        assertThat(databases.connector(connector, "last_success_at")).isNull();
    }

    @Test
    void threeTransientFailuresInARowTakeItOffline() {
        for (int failure = 1; failure <= 3; failure++) {
            assertThat(databases.connector(connector, "state")).isEqualTo("PENDING");
            results.handle(finished(fixture.leased(connector), RunOutcome.FAILED, ReasonCode.THROTTLED));
        }

        assertThat(connectorIs()).isEqualTo("OFFLINE ERROR THROTTLED false");
    }

    @Test
    void finishingTwiceTakesEffectOnce() {
        Origin run = fixture.leased(connector);
        RunFinished denied = finished(run, RunOutcome.FAILED, ReasonCode.THROTTLED);

        results.handle(denied);
        results.handle(denied);
        results.handle(succeeded(run, 0));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("FAILED");
        assertThat(databases.connector(connector, "transient_failures")).isEqualTo("1");
        assertThat(fenced()).isEqualTo(2);
    }

    @Test
    void anOldAttemptCannotFinishTheRun() {
        Origin first = fixture.leased(connector);
        Origin second = fixture.leased(connector, first.runId(), 2);

        results.handle(succeeded(first, 0));
        assertThat(databases.run(first.runId(), "state")).isEqualTo("RUNNING");

        results.handle(succeeded(second, 0));
        assertThat(databases.run(first.runId(), "state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void theEndOfAnOldRunDoesNotFreeTheNewOne() {
        Origin old = fixture.leased(connector);
        databases.run("UPDATE run SET state = 'CANCELLED' WHERE id = ?", old.runId());
        Origin current = fixture.leased(connector);

        results.handle(succeeded(old, 0));

        assertThat(databases.schedule(connector, "active_run_id"))
                .isEqualTo(current.runId().toString());
    }

    @Test
    void aStoppedRunIsCancelledAndDecidesNothing() {
        Origin run = fixture.leased(connector);
        databases.run("UPDATE run SET cancel_requested_at = now() WHERE id = ?", run.runId());

        results.handle(finished(run, RunOutcome.CANCELLED, ReasonCode.PLATFORM_ERROR));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("CANCELLED");
        assertThat(connectorIs()).isEqualTo("PENDING OK AWAITING_FIRST_RUN false");
    }

    @Test
    void aRunStoppedAtItsDeadlineIsATimeout() {
        Origin run = fixture.leased(connector);
        databases.run("UPDATE run SET deadline_at = now() - interval '1 second' WHERE id = ?", run.runId());

        results.handle(finished(run, RunOutcome.CANCELLED, ReasonCode.PLATFORM_ERROR));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("FAILED");
        assertThat(databases.run(run.runId(), "reason ->> 'code'")).isEqualTo("RUN_TIMEOUT");
    }

    @Test
    void aSuccessWhoseSlicesDidNotAllArriveIsPartial() {
        Origin run = fixture.leased(connector);

        results.handle(succeeded(run, 1));

        assertThat(databases.run(run.runId(), "state")).isEqualTo("PARTIAL");
        assertThat(connectorIs()).isEqualTo("ONLINE DEGRADED PLATFORM_ERROR true");
    }

    @Test
    void aTrustPolicyThatIsOpenIsAWarningUntilARunProvesThatItIsRepaired() {
        // When
        Origin run = fixture.leased(connector);
        results.handle(proved(run, SUCCEEDED, AWS_EXTERNAL_ID_NOT_ENFORCED, NOT_ENFORCED));

        // Then
        assertThat(databases.run(run.runId(), "state || ' ' || (reason ->> 'code')"))
                .isEqualTo("SUCCEEDED AWS_EXTERNAL_ID_NOT_ENFORCED");
        assertThat(connectorIs()).isEqualTo("ONLINE DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED true");
        assertThat(databases.connector(connector, "last_success_at")).isNotNull();
        assertThat(proof()).isEqualTo("NOT_ENFORCED 1");

        // When a later run comes to no answer, which does not lift it
        results.handle(proved(fixture.leased(connector), SUCCEEDED, null, null));
        assertThat(connectorIs()).isEqualTo("ONLINE DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED true");

        // When the next one proves that the policy is right
        results.handle(proved(fixture.leased(connector), SUCCEEDED, null, ENFORCED));

        // Then
        assertThat(connectorIs()).isEqualTo("ONLINE OK null true");
        assertThat(proof()).isEqualTo("ENFORCED 1");
        results.handle(proved(fixture.leased(connector), SUCCEEDED, null, null));
        assertThat(proof()).isEqualTo("ENFORCED 1");
    }

    @Test
    void behindAnotherReasonTheProofIsKeptAndShowsWhenThatIsGone() {
        results.handle(proved(fixture.leased(connector), PARTIAL, PERMISSION_MISSING, NOT_ENFORCED));
        assertThat(connectorIs()).isEqualTo("ONLINE DEGRADED PERMISSION_MISSING true");
        assertThat(proof()).isEqualTo("NOT_ENFORCED 1");

        results.handle(proved(fixture.leased(connector), SUCCEEDED, null, null));
        assertThat(connectorIs()).isEqualTo("ONLINE DEGRADED AWS_EXTERNAL_ID_NOT_ENFORCED true");
    }

    @Test
    void theProofOfAnOldCredentialSaysNothingOfTheNewOne() {
        results.handle(proved(fixture.leased(connector), SUCCEEDED, AWS_EXTERNAL_ID_NOT_ENFORCED, NOT_ENFORCED));
        databases.run("UPDATE connector SET credential_version = 2 WHERE id = ?", connector);

        results.handle(proved(fixture.leased(connector), SUCCEEDED, null, null));

        assertThat(connectorIs()).isEqualTo("ONLINE OK null true");
        assertThat(proof()).isEqualTo("NOT_ENFORCED 1");
    }

    @Test
    void aFencedRunProvesNothing() {
        Origin first = fixture.leased(connector);
        fixture.leased(connector, first.runId(), 2);

        results.handle(proved(first, SUCCEEDED, null, ENFORCED));

        assertThat(proof()).isEqualTo(" ");
    }

    private String proof() {
        return databases.connector(
                connector, "(COALESCE(external_id_proof, '') || ' ' || COALESCE(external_id_proof_version::text, ''))");
    }

    private String connectorIs() {
        return databases.one(String.class, """
                SELECT format('%s %s %s %s', state, health, COALESCE(reason ->> 'code', 'null'),
                              CASE WHEN ever_online THEN 'true' ELSE 'false' END)
                  FROM connector WHERE id = ?
                """, connector);
    }

    private double fenced() {
        return meters.counter("results.events", "event", "finished", "what", "fenced")
                .count();
    }
}
