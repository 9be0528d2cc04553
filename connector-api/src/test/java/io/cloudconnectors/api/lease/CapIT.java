package io.cloudconnectors.api.lease;

import static io.cloudconnectors.api.lease.CapRepository.TURN_OF_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Pool;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.Topics;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many runs of a tenant, and of a cloud account, go at once: here two, and one. */
class CapIT {
    private static final String WAITING = """
            SELECT count(*)
              FROM pg_locks
             WHERE locktype = 'advisory' AND NOT granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static EngineDatabases databases;
    private static LeaseFixture leases;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        leases = new LeaseFixture(databases, 2, 1);
    }

    @AfterEach
    void nothingGoes() {
        databases.run("UPDATE schedule SET active_run_id = NULL, running_since = NULL");
        databases.run("DELETE FROM run");
    }

    @Test
    void aTenantsRunOverItsCapStaysQueuedAndSaysWhy() {
        List<UUID> runs = queued("acme", 3);

        assertThat(runs.stream().map(leases::lease)).containsExactly(true, true, false);

        assertThat(databases.run(runs.getLast(), "(state || ' ' || held_by || ' ' || (held_at = now()))"))
                .startsWith("QUEUED TENANT");
        assertThat(databases.run(runs.getFirst(), "held_by")).isNull();
    }

    @Test
    void aFullTenantKeepsNoOtherWaiting() {
        queued("acme", 3).forEach(leases::lease);

        assertThat(leases.lease(queued("other", 1).getFirst())).isTrue();
    }

    @Test
    void whatPeopleStartIsNotHeldBackByTheirTenant() {
        queued("acme", 3).forEach(leases::lease);
        UUID manual = queued("acme", 1).getFirst();
        databases.run("UPDATE run SET trigger = 'MANUAL', run_seq = NULL WHERE id = ?", manual);

        assertThat(leases.lease(manual)).isTrue();
    }

    @Test
    void asManyAreReleasedAsThereIsRoomForTheOldestFirst() throws Exception {
        List<UUID> runs = queued("acme", 5);
        runs.reversed().subList(0, 2).forEach(leases::lease); // the two youngest go
        runs.subList(0, 3).forEach(leases::lease);
        assertThat(leases.release()).isEmpty();

        ends(runs.getLast());
        List<OutboxRow> released = leases.release();

        assertThat(released).hasSize(1);
        RunRequest request = EngineDatabases.JSON.readValue(released.getFirst().payload(), RunRequest.class);
        assertThat(request.runId()).isEqualTo(runs.getFirst());
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(released.getFirst().topic()).isEqualTo(Topics.RUNS_SCHEDULED);
        assertThat(leases.lease(runs.getFirst())).isTrue();
        assertThat(leases.lease(runs.get(1))).isFalse();
    }

    @Test
    void whatIsReleasedTakesItsRoomBeforeItIsLeased() {
        List<UUID> runs = queued("acme", 4);
        runs.forEach(leases::lease);

        ends(runs.getFirst());

        assertThat(leases.release()).hasSize(1);
        assertThat(leases.release()).isEmpty();
    }

    @Test
    void tenantsThatHaveTheSameAccountTakeTurns() {
        List<UUID> runs =
                List.of(queued("acme", 1).getFirst(), queued("other", 1).getFirst());
        databases.run("UPDATE connector SET account_id = 'shared' WHERE id IN (SELECT connector_id FROM run)");

        assertThat(runs.stream().map(leases::lease)).containsExactly(true, false);
        assertThat(databases.run(runs.getLast(), "held_by")).isEqualTo("ACCOUNT");
        assertThat(leases.lease(queued("other", 1).getFirst())).isTrue();
        assertThat(leases.release()).isEmpty();

        ends(runs.getFirst());

        assertThat(leases.release()).hasSize(1);
        assertThat(leases.lease(runs.getLast())).isTrue();
        databases.run("UPDATE connector SET account_id = id::text WHERE account_id = 'shared'");
    }

    @Test
    void ofManyThatComeAtOnceNoMoreThanTheCapGo() throws Exception {
        List<Callable<Boolean>> pollers = queued("acme", 12).stream()
                .<Callable<Boolean>>map(run -> () -> leases.lease(run))
                .toList();

        try (var threads = Executors.newFixedThreadPool(12)) {
            assertThat(threads.invokeAll(pollers).stream()
                            .map(Future::resultNow)
                            .filter(granted -> granted))
                    .hasSize(2);
        }
    }

    @Test
    void aTenantsCrowdKeepsNoMoreThanOneConnectionWaiting() throws Exception {
        List<UUID> crowd = queued("acme", 8);
        UUID neighbours = queued("other", 1).getFirst();
        try (var pool = Pool.of(databases.engine(), Duration.ofSeconds(30), 2);
                Connection atIt = databases.engine().getConnection();
                Statement statement = atIt.createStatement();
                var pollers = Executors.newVirtualThreadPerTaskExecutor()) {
            LeaseKeeper keeper = LeaseFixture.keeper(pool, databases.inventory(), LeaseFixture.config());
            atIt.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(%d, hashtext('acme'))".formatted(TURN_OF_TENANT));
            crowd.forEach(run -> pollers.execute(() -> keeper.lease(run, 1, "poller-a")));
            Awaitility.await().until(() -> databases.one(Long.class, WAITING) > 0);

            assertThat(keeper.lease(neighbours, 1, "poller-b")).isPresent();

            atIt.rollback();
        }
    }

    @Test
    void whatIsHeldBackIsNotSentAgainUntilItIsReleased() {
        List<UUID> runs = queued("acme", 3);
        runs.forEach(leases::lease);
        anHourPasses();

        assertThat(leases.sweeps().resend()).isEmpty();

        ends(runs.getFirst());
        leases.release();
        databases.run("DELETE FROM outbox");
        anHourPasses();
        assertThat(leases.sweeps().resend()).hasSize(1);
    }

    @Test
    void whatIsReleasedWaitsAnewHoweverLongItWasHeldBack() {
        List<UUID> runs = queued("acme", 3);
        runs.forEach(leases::lease);
        anHourPasses();
        ends(runs.getFirst());

        leases.release();

        assertThat(databases.run(runs.getLast(), "(waits_since = sent_at)")).isEqualTo("true");
        databases.run("DELETE FROM outbox"); // its message is lost
        databases.run("""
                UPDATE run SET sent_at = sent_at - interval '3 minutes', waits_since = waits_since - interval '3 minutes'
                """);
        assertThat(leases.sweeps().resend()).hasSize(1);
    }

    @Test
    void aHeldRunThatIsCancelledIsNotReleased() {
        List<UUID> runs = queued("acme", 3);
        runs.forEach(leases::lease);
        databases.run("UPDATE run SET state = 'CANCELLED' WHERE id = ?", runs.getLast());
        ends(runs.getFirst());

        assertThat(leases.release()).isEmpty();
    }

    @Test
    void whoeverLiftsTheCapsGetsTheirRunsGoing() {
        List<UUID> runs = queued("acme", 4);
        runs.forEach(leases::lease);

        assertThat(new LeaseFixture(databases, 0, 0).release()).hasSize(2);
    }

    private static List<UUID> queued(String tenant, int runs) {
        return IntStream.range(0, runs)
                .mapToObj(_ -> databases.queuedRun(databases.connector(tenant)))
                .toList();
    }

    private static void anHourPasses() {
        databases.run("""
                UPDATE run SET sent_at = sent_at - interval '1 hour', waits_since = waits_since - interval '1 hour',
                               created_at = created_at - interval '1 hour'
                """);
    }

    private static void ends(UUID run) {
        databases.run("UPDATE schedule SET active_run_id = NULL, running_since = NULL WHERE active_run_id = ?", run);
        databases.run("UPDATE run SET state = 'SUCCEEDED' WHERE id = ?", run);
    }
}
