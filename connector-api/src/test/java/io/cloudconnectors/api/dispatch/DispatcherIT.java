package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A tick that finds more than one batch. */
class DispatcherIT {
    private static final int BATCH = 3;
    private static final int DUE = 40;

    private final EngineDatabases databases = EngineDatabases.fresh();
    private final ClaimRepository real = new ClaimRepository(
            databases.engine(),
            EngineDatabases.JSON,
            DispatchFixture.config(Map.of("dispatch.batch", Integer.toString(BATCH))));
    private final Queue<OutboxRow> claimed = new ConcurrentLinkedQueue<>();

    @Test
    void twoClaimSideBySideAndEachPeriodIsClaimedOnce() throws Exception {
        List<String> due = due();
        var calls = new AtomicInteger();
        var together = new CyclicBarrier(2);

        dispatcher(from -> {
                    int call = calls.getAndIncrement();
                    if (call == 1 || call == 2) {
                        meet(together); // nobody comes here unless both claim at the same time
                    }
                    return claim(from);
                })
                .tick();

        assertThat(claimed).extracting(OutboxRow::key).containsExactlyInAnyOrderElementsOf(due);
        assertThat(databases.one(Long.class, "SELECT count(*) FROM run WHERE state = 'QUEUED'"))
                .isEqualTo(DUE);
        assertThat(databases.one(Long.class, "SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void aTickThatIsStoppedEndsAfterTheBatchThatItIsAt() throws Exception {
        due();
        List<Dispatcher> stopping = new ArrayList<>();
        Dispatcher dispatcher = dispatcher(from -> {
            stopping.getFirst().stop();
            return claim(from);
        });
        stopping.add(dispatcher);

        dispatcher.tick();

        assertThat(claimed).hasSize(BATCH);
        assertThat(databases.one(Long.class, "SELECT count(*) FROM outbox")).isZero();
    }

    private List<String> due() {
        List<String> due = new ArrayList<>();
        for (int i = 0; i < DUE; i++) {
            due.add(databases.dueConnector("acme", Duration.ofMinutes(1)).toString());
        }
        return due;
    }

    private Claim claim(Instant from) {
        Claim claim = real.claim(from);
        claimed.addAll(claim.messages());
        return claim;
    }

    private Dispatcher dispatcher(Claims claims) {
        return new Dispatcher(claims, DispatchFixture.relay(databases, Kafka.clients()), new SimpleMeterRegistry());
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("Nobody else claims", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
