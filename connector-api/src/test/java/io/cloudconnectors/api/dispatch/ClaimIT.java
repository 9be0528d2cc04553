package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimIT {
    private static EngineDatabases databases;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
    }

    @BeforeEach
    void nothingIsDue() {
        databases.run("UPDATE schedule SET next_run_at = now() + interval '1 hour'");
        databases.run("DELETE FROM outbox");
    }

    @Test
    void whatIsDueBecomesAQueuedRunAndItsMessage() throws Exception {
        UUID connector = databases.dueConnector("acme", Duration.ofMinutes(1));

        Claim claim = claims(1000).claim();

        assertThat(claim.messages()).hasSize(1);
        OutboxRow message = claim.messages().getFirst();
        RunRequest request = EngineDatabases.JSON.readValue(message.payload(), RunRequest.class);
        assertThat(message.topic()).isEqualTo(Topics.RUNS_SCHEDULED);
        assertThat(message.key()).isEqualTo(connector.toString());
        assertThat(request.connectorId()).isEqualTo(connector);
        assertThat(request.tenant()).isEqualTo("acme");
        assertThat(request.provider()).isEqualTo(Provider.AWS);
        assertThat(request.trigger()).isEqualTo(RunTrigger.SCHEDULED);
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.budgetSeconds()).isEqualTo(3600);
        assertThat(request.settings().aws().regions()).containsExactly("eu-central-1");
        assertThat(request.credential().version()).isEqualTo(1);
        assertThat(request.queueExpiresAt())
                .isEqualTo(databases
                        .one(OffsetDateTime.class, "SELECT queue_expires_at FROM run WHERE id = ?", request.runId())
                        .toInstant());
        assertThat(databases.run(request.runId(), "state")).isEqualTo("QUEUED");
        assertThat(databases.run(request.runId(), "run_seq")).isEqualTo("1");
        assertThat(databases.schedule(connector, "active_run_id"))
                .isEqualTo(request.runId().toString());
    }

    @Test
    void theMessageHasNeitherRoleNorExternalId() {
        databases.dueConnector("acme", Duration.ofMinutes(1));
        databases.run("UPDATE connector SET external_id = 'canary-external-id'");

        String payload = claims(1000).claim().messages().getFirst().payload();

        assertThat(payload).doesNotContain("arn:aws").doesNotContain("canary-external-id");
    }

    @Test
    void whatIsNotDueDisabledOrIncompleteStays() {
        UUID disabled = databases.dueConnector("acme", Duration.ofMinutes(1));
        databases.run("UPDATE schedule SET runnable = false WHERE connector_id = ?", disabled);
        databases.connector("acme");

        assertThat(claims(1000).claim().messages()).isEmpty();
    }

    @Test
    void overduePeriodsCollapseIntoOneRunAndTheNextIsOnTheGrid() {
        UUID connector = databases.dueConnector("acme", Duration.ofHours(30));

        Claim first = claims(1000).claim();
        Claim second = claims(1000).claim();

        assertThat(first.messages()).hasSize(1);
        assertThat(second.messages()).isEmpty();
        Instant next = databases
                .one(OffsetDateTime.class, "SELECT next_run_at FROM schedule WHERE connector_id = ?", connector)
                .toInstant();
        assertThat(next.getEpochSecond() % 3600).isEqualTo(4711 % 3600);
        assertThat(databases.one(
                        Boolean.class,
                        "SELECT next_run_at > now() AND next_run_at <= now() + interval '1 hour' FROM schedule WHERE connector_id = ?",
                        connector))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // after, slot, frequency, next
        "2026-11-24T12:00:00Z,       0, 3600, 2026-11-24T13:00:00Z",
        "2026-11-24T12:00:00.5Z,     1, 3600, 2026-11-24T12:00:01Z",
        "2026-11-24T12:00:01Z,       1, 3600, 2026-11-24T13:00:01Z",
        "2026-11-24T11:59:59.999Z,   0, 3600, 2026-11-24T12:00:00Z",
        "2026-11-24T12:00:00Z,    3601, 3600, 2026-11-24T12:00:01Z",
        "2026-11-24T12:00:00Z,    7199, 3600, 2026-11-24T12:59:59Z",
        "2026-11-24T12:00:00Z, 2147483647, 86400, 2026-11-25T03:14:07Z",
        "2026-11-24T12:00:00Z,       7,   10, 2026-11-24T12:00:07Z"
    })
    void theNextSlotIsTheFirstOneAfterNow(Instant after, int slot, int frequency, Instant next) {
        assertThat(databases.one(
                        OffsetDateTime.class,
                        "SELECT next_slot(?::timestamptz, ?, ?)",
                        after.toString(),
                        slot,
                        frequency))
                .isEqualTo(next.atOffset(java.time.ZoneOffset.UTC));
    }

    @Test
    void twoDispatchersNeverClaimTheSamePeriod() throws Exception {
        int connectors = 2000;
        crowd(connectors, connectors);
        int dispatchers = 4;
        var together = new CyclicBarrier(dispatchers);
        Callable<List<OutboxRow>> dispatcher = () -> {
            ClaimRepository claims = claims(50);
            List<OutboxRow> claimed = new ArrayList<>();
            together.await();
            for (var batch = claims.claim().messages();
                    !batch.isEmpty();
                    batch = claims.claim().messages()) {
                claimed.addAll(batch);
            }
            return claimed;
        };

        List<OutboxRow> claimed = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(dispatchers)) {
            for (var done : threads.invokeAll(java.util.Collections.nCopies(dispatchers, dispatcher))) {
                claimed.addAll(done.get());
            }
        }
        claimed.addAll(claims(connectors).claim().messages()); // a batch may have been locked by another just then

        assertThat(claimed).hasSize(connectors);
        assertThat(claimed.stream().map(OutboxRow::key).distinct()).hasSize(connectors);
        assertThat(databases.one(Long.class, "SELECT count(*) FROM run WHERE tenant = 'crowd'"))
                .isEqualTo(connectors);
        assertThat(databases.one(Long.class, "SELECT count(*) FROM schedule WHERE tenant = 'crowd' AND run_seq = 1"))
                .isEqualTo(connectors);
    }

    @Test
    void amongManyTheClaimFindsWhatIsDueByItsIndexAndSortsNothing() {
        crowd(20_000, 2_000);
        databases.run("ANALYZE schedule");
        databases.run("ANALYZE connector");

        String plan = new Plans(databases.engine())
                .of(ClaimRepository.CLAIM, claims(2000).values(ClaimPlace.OLDEST));

        assertThat(plan)
                .contains("Index Scan using schedule_due")
                .contains("Index Scan on schedule_pkey")
                .contains("Index Scan using connector_pkey")
                .doesNotContain("Seq Scan on schedule")
                .doesNotContain("Seq Scan on connector")
                .doesNotContain("Sort");
    }

    /** Connectors of a tenant of their own, the first of them due. */
    private static void crowd(int connectors, int due) {
        databases.run("DELETE FROM run WHERE tenant = 'crowd'");
        databases.run("DELETE FROM schedule WHERE tenant = 'crowd'");
        databases.run("DELETE FROM connector WHERE tenant = 'crowd'");
        databases.crowd(connectors);
        databases.run("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot)
                SELECT id, tenant, true, now() + CASE WHEN account_id::int <= ? THEN interval '-1 minute' ELSE interval '1 hour' END, 3600, 0
                  FROM connector WHERE tenant = 'crowd'
                """, due);
    }

    private static ClaimRepository claims(int batch) {
        return new ClaimRepository(
                databases.engine(),
                EngineDatabases.JSON,
                DispatchFixture.config(Map.of("dispatch.batch", Integer.toString(batch))));
    }
}
