package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.runtoken.RunTokenFixture;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LeaseIT {
    private static EngineDatabases databases;
    private static LeaseKeeper keeper;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        keeper = LeaseFixture.keeper(databases);
    }

    @Test
    void aQueuedAttemptIsLeased() {
        UUID connector = databases.connector("acme");
        databases.credentialVersion(connector, 1, null);
        databases.credentialVersion(connector, 2, null);
        UUID run = databases.queuedRun(connector);

        LeaseGrant grant = keeper.lease(run, 1, "poller-a").orElseThrow();

        assertThat(grant.epoch()).isEqualTo(1);
        assertThat(grant.leaseSeconds()).isEqualTo(90);
        assertThat(grant.budgetSeconds()).isEqualTo(3600);
        assertThat(RunTokenFixture.claims(grant.runToken()))
                .containsEntry("sub", run.toString())
                .containsEntry("tenant", "acme")
                .containsEntry("attempt", 1)
                .containsEntry("epoch", 1);
        assertThat(databases.run(run, "state")).isEqualTo("RUNNING");
        assertThat(databases.run(run, "leased_by")).isEqualTo("poller-a");
        assertThat(databases.schedule(connector, "running_since")).isNotNull();
        assertThat(databases.one(
                        String.class,
                        "SELECT string_agg(version::text, ' ') FROM credential_version WHERE connector_id = ? AND last_used_at IS NOT NULL",
                        connector))
                .isEqualTo("1");
        assertThat(databases.oneOfInventory(Long.class, "SELECT epoch FROM fence WHERE connector_id = ?", connector))
                .isEqualTo(1);
    }

    @Test
    void theProofIsAskedForUntilItIsHadWithTheCredentialOfTheRun() {
        UUID connector = databases.connector("acme");

        assertThat(asksForProof(connector)).isTrue();
        databases.run(
                "UPDATE connector SET external_id_proof = 'NOT_ENFORCED', external_id_proof_version = 1 WHERE id = ?",
                connector);
        assertThat(asksForProof(connector)).isTrue();
        databases.run("UPDATE connector SET external_id_proof = 'ENFORCED' WHERE id = ?", connector);
        assertThat(asksForProof(connector)).isFalse();

        databases.run("UPDATE connector SET credential_version = 2 WHERE id = ?", connector);
        assertThat(asksForProof(connector)).isTrue();
        databases.run("UPDATE connector SET external_id_proof_version = 2 WHERE id = ?", connector);
        assertThat(asksForProof(connector)).isFalse();
    }

    @Test
    void whatHasNoExternalIdIsNotProved() {
        UUID connector = databases.connector("acme");
        databases.run("UPDATE connector SET provider = 'AZURE' WHERE id = ?", connector);

        assertThat(asksForProof(connector)).isFalse();
    }

    private static boolean asksForProof(UUID connector) {
        return keeper.lease(databases.queuedRun(connector), 1, "poller-a")
                .orElseThrow()
                .proveExternalId();
    }

    @Test
    void ofManyPollersOneGetsTheLease() throws Exception {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        Callable<Optional<LeaseGrant>> poller = () -> keeper.lease(run, 1, "poller-" + UUID.randomUUID());

        try (var threads = Executors.newFixedThreadPool(8)) {
            var grants = threads.invokeAll(Collections.nCopies(24, poller)).stream()
                    .map(Future::resultNow)
                    .flatMap(Optional::stream)
                    .toList();

            assertThat(grants).hasSize(1);
        }
        assertThat(databases.schedule(connector, "epoch")).isEqualTo("1");
    }

    @Test
    void anAttemptThatWaitedTooLongOrWasCancelledIsNotToBeHad() {
        UUID expired = databases.queuedRun(databases.connector("acme"));
        databases.run("UPDATE run SET queue_expires_at = now() WHERE id = ?", expired);
        UUID cancelled = databases.queuedRun(databases.connector("acme"));
        databases.run("UPDATE run SET state = 'CANCELLED' WHERE id = ?", cancelled);

        assertThat(keeper.lease(expired, 1, "poller-a")).isEmpty();
        assertThat(keeper.lease(cancelled, 1, "poller-a")).isEmpty();
    }

    @Test
    void aHeartbeatRenewsTheLeaseAndTheToken() {
        UUID run = databases.queuedRun(databases.connector("acme"));
        LeaseGrant grant = keeper.lease(run, 1, "poller-a").orElseThrow();
        databases.run("UPDATE run SET lease_expires_at = now() + interval '1 second' WHERE id = ?", run);

        HeartbeatAnswer answer = keeper.heartbeat(run, 1, grant.epoch());

        assertThat(answer.directive()).isEqualTo(Directive.CONTINUE);
        assertThat(answer.leaseSeconds()).isEqualTo(90);
        assertThat(RunTokenFixture.claims(answer.runToken())).containsEntry("sub", run.toString());
        assertThat(databases.one(
                        Boolean.class,
                        "SELECT lease_expires_at > now() + interval '80 seconds' FROM run WHERE id = ?",
                        run))
                .isTrue();
    }

    @Test
    void aCancelledRunIsToldToStopAndItsLeaseIsNotRenewed() {
        UUID run = databases.queuedRun(databases.connector("acme"));
        LeaseGrant grant = keeper.lease(run, 1, "poller-a").orElseThrow();
        databases.run("UPDATE run SET cancel_requested_at = now() WHERE id = ?", run);
        String lease = databases.run(run, "lease_expires_at");

        assertThat(keeper.heartbeat(run, 1, grant.epoch())).isEqualTo(new HeartbeatAnswer(Directive.CANCEL, null, 0));
        assertThat(databases.run(run, "lease_expires_at")).isEqualTo(lease);
    }

    @Test
    void aRunPastItsDeadlineIsToldToStop() {
        UUID run = databases.queuedRun(databases.connector("acme"));
        LeaseGrant grant = keeper.lease(run, 1, "poller-a").orElseThrow();
        databases.run("UPDATE run SET deadline_at = now() WHERE id = ?", run);

        assertThat(keeper.heartbeat(run, 1, grant.epoch()).directive()).isEqualTo(Directive.CANCEL);
    }

    @Test
    void anOldEpochAnotherAttemptAndAnUnknownRunAreFenced() {
        UUID run = databases.queuedRun(databases.connector("acme"));
        LeaseGrant grant = keeper.lease(run, 1, "poller-a").orElseThrow();

        assertThat(keeper.heartbeat(run, 1, grant.epoch() - 1).directive()).isEqualTo(Directive.FENCED);
        assertThat(keeper.heartbeat(run, 2, grant.epoch()).directive()).isEqualTo(Directive.FENCED);
        assertThat(keeper.heartbeat(UUID.randomUUID(), 1, grant.epoch()).directive())
                .isEqualTo(Directive.FENCED);
        databases.run("UPDATE run SET state = 'SUCCEEDED' WHERE id = ?", run);
        assertThat(keeper.heartbeat(run, 1, grant.epoch()).directive()).isEqualTo(Directive.FENCED);
    }

    @Test
    void withoutTheFenceOfTheInventoryNobodyHoldsALease() {
        UUID run = databases.queuedRun(databases.connector("acme"));
        var away = new PGSimpleDataSource();
        away.setUrl("jdbc:postgresql://127.0.0.1:1/inventory");

        assertThatThrownBy(() -> LeaseFixture.keeper(databases, away).lease(run, 1, "poller-a"))
                .isInstanceOf(DatabaseException.class);

        assertThat(keeper.lease(run, 1, "poller-b")).isEmpty();
    }
}
