package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.contracts.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances sweep at the same time. */
class SweepRaceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EngineDatabases databases = EngineDatabases.fresh();
    private final OutboxRelay relay = DispatchFixture.relay(databases, Kafka.clients());
    private final List<UUID> connectors = new ArrayList<>();

    @BeforeEach
    void connect() {
        for (int i = 0; i < 4; i++) {
            connectors.add(databases.connector("acme"));
        }
    }

    @Test
    void aLapsedLeaseIsSentAgainOnce() throws Exception {
        for (UUID connector : connectors) {
            databases.run("""
                    UPDATE run SET state = 'RUNNING', epoch = 1, started_at = now(),
                                   lease_expires_at = now() - interval '1 second', deadline_at = now() + interval '1 hour'
                     WHERE id = ?
                    """, databases.queuedRun(connector));
        }

        sweepAtOnce();

        assertThat(databases.one(Long.class, "SELECT count(*) FROM run WHERE state = 'QUEUED' AND attempt = 2"))
                .isEqualTo(connectors.size());
        assertEachSentOnce();
    }

    @Test
    void aRunThatAnotherInstanceIsSendingAgainIsPassedOverAndNotWaitedFor() throws Exception {
        for (UUID connector : connectors) {
            databases.run("""
                    UPDATE run SET waits_since = now() - interval '5 minutes', sent_at = now() - interval '5 minutes'
                     WHERE id = ?
                    """, databases.queuedRun(connector));
        }

        try (Connection other = databases.engine().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM run FOR UPDATE");

            assertThat(CompletableFuture.supplyAsync(() -> sweeps().resend()))
                    .succeedsWithin(PATIENCE)
                    .asInstanceOf(LIST)
                    .isEmpty();
        }

        assertThat(sweeps().resend()).hasSameSizeAs(connectors);
    }

    private void assertEachSentOnce() {
        assertThat(databases.one(Long.class, "SELECT count(*) FROM outbox WHERE run_id IS NOT NULL"))
                .isZero();
        assertThat(connectors)
                .allSatisfy(connector -> assertThat(Kafka.count(Topics.RUNS_SCHEDULED, connector.toString()))
                        .isEqualTo(1));
    }

    private void sweepAtOnce() throws Exception {
        Callable<Void> instance = () -> {
            sweeper().sweep();
            return null;
        };
        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : instances.invokeAll(Collections.nCopies(4, instance))) {
                done.get();
            }
        }
    }

    /** With a lease of no length, and so no grace after its start. */
    private Sweeper sweeper() {
        LeaseConfig config = Configs.of(LeaseConfig.class, Map.of("lease.duration", "0S"));
        return new Sweeper(
                sweeps(),
                OutcomeFixture.ends(databases.engine()),
                relay,
                config,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private SweepRepository sweeps() {
        return new SweepRepository(
                databases.engine(),
                EngineDatabases.JSON,
                Configs.of(LeaseConfig.class, Map.of()),
                DispatchFixture.config(Map.of()));
    }
}
