package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.runtoken.RunTokenFixture;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.RunTokenClaims;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connection tests are leased as runs are, and hold up none. */
class TestLeaseIT {
    private static EngineDatabases databases;
    private static LeaseKeeper keeper;

    private final UUID connector = databases.connector("acme");

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        keeper = LeaseFixture.keeper(databases);
    }

    @Test
    void aTestIsLeasedWithATokenForItsOwnCredential() {
        UUID test = databases.queuedTest(connector);
        UUID tried = UUID.randomUUID();
        databases.run("UPDATE connection_test SET credential_id = ? WHERE id = ?", tried, test);

        LeaseGrant grant = keeper.lease(test, 1, "poller-a").orElseThrow();

        assertThat(grant.budgetSeconds()).isEqualTo(120);
        assertThat(grant.proveExternalId()).isFalse();
        assertThat(RunTokenFixture.claims(grant.runToken()))
                .containsEntry("sub", test.toString())
                .containsEntry(RunTokenClaims.CONNECTOR, connector.toString())
                .containsEntry(RunTokenClaims.CREDENTIAL, tried.toString());
        assertThat(databases.test(test, "state")).isEqualTo("RUNNING");
    }

    @Test
    void aRunThatIsGoingGoesOnAndTheConnectorDoesNotMove() {
        // Given
        UUID run = databases.queuedRun(connector);
        LeaseGrant running = keeper.lease(run, 1, "poller-a").orElseThrow();
        UUID test = databases.queuedTest(connector);
        String before = rows();

        // When
        LeaseGrant testing = keeper.lease(test, 1, "poller-b").orElseThrow();

        // Then
        assertThat(keeper.heartbeat(run, 1, running.epoch()).directive()).isEqualTo(Directive.CONTINUE);
        assertThat(keeper.heartbeat(test, 1, testing.epoch()).directive()).isEqualTo(Directive.CONTINUE);
        assertThat(rows()).isEqualTo(before);
        assertThat(databases.oneOfInventory(Long.class, "SELECT epoch FROM fence WHERE connector_id = ?", connector))
                .isEqualTo(running.epoch());
    }

    @Test
    void ofManyPollersOneGetsTheTest() throws Exception {
        UUID test = databases.queuedTest(connector);
        Callable<Optional<LeaseGrant>> poller = () -> keeper.lease(test, 1, "poller-" + UUID.randomUUID());

        try (var threads = Executors.newFixedThreadPool(8)) {
            assertThat(threads.invokeAll(Collections.nCopies(24, poller)).stream()
                            .map(Future::resultNow)
                            .flatMap(Optional::stream))
                    .hasSize(1);
        }
    }

    @Test
    void anotherAttemptAndATestWhoseTimeIsOverAreNotToBeHad() {
        UUID test = databases.queuedTest(connector);

        assertThat(keeper.lease(test, 2, "poller-a")).isEmpty();
        databases.run("UPDATE connection_test SET ends_by = now() WHERE id = ?", test);
        assertThat(keeper.lease(test, 1, "poller-a")).isEmpty();
    }

    @Test
    void aTestOfADeletedConnectorIsNotToBeHad() {
        UUID test = databases.queuedTest(connector);

        databases.run("UPDATE connector SET deleted_at = now() WHERE id = ?", connector);

        assertThat(keeper.lease(test, 1, "poller-a")).isEmpty();
    }

    @Test
    void aTestPastItsDeadlineIsToldToStopAndAnOldEpochIsFenced() {
        UUID test = databases.queuedTest(connector);
        LeaseGrant grant = keeper.lease(test, 1, "poller-a").orElseThrow();

        assertThat(keeper.heartbeat(test, 1, grant.epoch() - 1).directive()).isEqualTo(Directive.FENCED);
        databases.run("UPDATE connection_test SET deadline_at = now() WHERE id = ?", test);
        assertThat(keeper.heartbeat(test, 1, grant.epoch()).directive()).isEqualTo(Directive.CANCEL);
    }

    private String rows() {
        return databases.connector(connector, "connector") + databases.schedule(connector, "schedule");
    }
}
