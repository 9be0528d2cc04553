package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.time.TestClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for what in the group commit. */
class AuditLogTest {
    private static final int CALLERS = 100;

    private final Table table = new Table();
    private final TestClock clock = new TestClock();
    private final AuditLog log = new AuditLog(table, new Unanchored(Chains.config("nobody:1"), clock), clock);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private int called;

    /** The table as the log sees it: it can be slow, be away, or refuse a value. */
    private static final class Table extends AuditRepository {
        private final CountDownLatch open = new CountDownLatch(1);
        private final List<List<AuditRecord>> commits = new ArrayList<>();
        private final AtomicInteger holds = new AtomicInteger();
        private String failsWith = "";
        private int attempts;

        @SuppressWarnings("NullAway")
        Table() {
            super(null);
        }

        @Override
        void append(List<AuditRecord> records) {
            holds.set(records.size());
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            attempts++;
            boolean odd =
                    records.stream().anyMatch(record -> record.entry().actor().equals("odd"));
            if (!failsWith.isEmpty()) {
                throw new StorageException("vault", new SQLException("away", failsWith));
            }
            if (odd) {
                throw new StorageException("vault", new SQLException("not a text", "22021"));
            }
            commits.add(records);
        }
    }

    @BeforeEach
    void start() {
        log.onStart(new StartupEvent());
    }

    @AfterEach
    void stop() throws Exception {
        table.open.countDown();
        log.onStop(new ShutdownEvent());
        callers.close();
    }

    @Test
    void thoseWhoWaitTogetherShareACommitAndAChain() throws Exception {
        List<CompletableFuture<Void>> waiting = callersOf("poller-service");
        table.open.countDown();
        for (CompletableFuture<Void> each : waiting) {
            each.get();
        }

        List<AuditRecord> written = table.commits.stream().flatMap(List::stream).toList();
        assertThat(written).hasSize(CALLERS);
        assertThat(table.commits).hasSizeLessThanOrEqualTo(2);
        byte[] before = new byte[32];
        for (int seq = 0; seq < CALLERS; seq++) {
            assertThat(written.get(seq).seq()).isEqualTo(seq);
            assertThat(written.get(seq).previousHash()).isEqualTo(before);
            before = written.get(seq).hash();
        }
        assertThat(written)
                .extracting(AuditRecord::chain)
                .containsOnly(written.getFirst().chain());
    }

    /** One after the other, each with the time-out of a database that is away, they would wait for minutes. */
    @Test
    void aDatabaseThatIsAwayIsTriedOnceForAllThatWait() {
        table.failsWith = "08006";
        List<CompletableFuture<Void>> waiting = callersOf("poller-service");
        table.open.countDown();

        assertThat(waiting)
                .allSatisfy(each -> assertThatThrownBy(each::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(StorageException.class));
        assertThat(table.attempts).isLessThanOrEqualTo(2);
    }

    @Test
    void anEntryThatTheDatabaseDoesNotTakeFailsAlone() throws Exception {
        List<CompletableFuture<Void>> good = callersOf("poller-service");
        CompletableFuture<Void> bad = append("odd");
        List<CompletableFuture<Void>> alsoGood = callersOf("connector-api");
        table.open.countDown();

        assertThatThrownBy(bad::get).hasCauseInstanceOf(StorageException.class);
        for (CompletableFuture<Void> each : good) {
            each.get();
        }
        for (CompletableFuture<Void> each : alsoGood) {
            each.get();
        }
    }

    @Test
    void afterAFailureAnotherChainBegins() throws Exception {
        table.open.countDown();
        append("poller-service").get();
        UUID first = table.commits.getFirst().getFirst().chain();
        table.failsWith = "08006";
        assertThatThrownBy(append("poller-service")::get).hasCauseInstanceOf(StorageException.class);
        table.failsWith = "";

        append("poller-service").get();

        AuditRecord next = table.commits.getLast().getFirst();
        assertThat(next.chain()).isNotEqualTo(first);
        assertThat(next.seq()).isZero();
        assertThat(next.previousHash()).isEqualTo(new byte[32]);
    }

    /** At once, and not when their patience ends. */
    @Test
    @Timeout(5)
    void whoWaitsWhenTheVaultStopsIsToldSo() throws Exception {
        List<CompletableFuture<Void>> waiting = callersOf("poller-service");

        log.onStop(new ShutdownEvent());

        assertThat(waiting)
                .allSatisfy(each -> assertThatThrownBy(each::get).hasCauseInstanceOf(StorageException.class));
        assertThat(table.commits).isEmpty();
    }

    private List<CompletableFuture<Void>> callersOf(String actor) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            waiting.add(append(actor));
        }
        called += CALLERS;
        await().until(() -> log.waiting() + table.holds.get() >= called);
        return waiting;
    }

    private CompletableFuture<Void> append(String actor) {
        return CompletableFuture.runAsync(() -> log.append(Chains.entry(actor, UUID.randomUUID())), callers);
    }
}
