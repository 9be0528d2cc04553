package io.cloudconnectors.vault.audit;

import io.cloudconnectors.vault.problem.StorageException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends to this process's hash chain. Callers wait until their record is durable; those that wait together share one commit
 * (group commit), so that the log costs a flush per batch and not per record.
 */
@ApplicationScoped
public class AuditLog {
    /** Before what is anchored at the end. */
    static final int STOPS = 1_000;

    private static final int BATCH = 256;
    /** Callers have given up by then; what is not durable until then must not happen. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** SQLSTATE class 22: a value that PostgreSQL does not take, such as a text with a NUL. */
    private static final String DATA_EXCEPTION = "22";

    private final AuditRepository repository;
    private final Unanchored unanchored;
    private final InstantSource clock;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(4 * BATCH);
    private final Thread writer = Thread.ofPlatform().name("audit-log").daemon().unstarted(this::writeBatches);

    // The writer's own.
    private UUID chain = UUID.randomUUID();
    private long nextSeq = 0;
    private byte[] lastHash = new byte[32];

    AuditLog(AuditRepository repository, Unanchored unanchored, InstantSource clock) {
        this.repository = repository;
        this.unanchored = unanchored;
        this.clock = clock;
    }

    /** How often the log has grown; for {@link AuditSign}. */
    private final AtomicLong commits = new AtomicLong();

    private record Waiting(AuditEntry entry, CompletableFuture<Void> durable) {}

    void onStart(@Observes StartupEvent start) {
        writer.start();
    }

    void onStop(@Observes @Priority(STOPS) ShutdownEvent stop) throws InterruptedException {
        writer.interrupt();
        writer.join(PATIENCE);
    }

    /**
     * Returns when the entry is durable.
     *
     * @throws StorageException when it is not; then whatever it records must not happen
     */
    public void append(AuditEntry entry) {
        Waiting waiting = new Waiting(entry, new CompletableFuture<>());
        try {
            if (!queue.offer(waiting, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("The audit log does not keep up");
            }
            waiting.durable().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.unanswered("vault", e);
        } catch (TimeoutException e) {
            throw StorageException.unanswered("vault", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StorageException cause ? cause : StorageException.unanswered("vault", e);
        }
    }

    /** How many batches are durable since the process began. */
    long commits() {
        return commits.get();
    }

    /** How many callers wait for the writer. */
    int waiting() {
        return queue.size();
    }

    private void writeBatches() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
            queue.drainTo(batch, BATCH - 1);
            write(batch);
            batch.clear();
        }
        queue.drainTo(batch);
        fail(batch, StorageException.unanswered("vault", new IllegalStateException("The vault stops")));
    }

    /**
     * After a failure nobody knows what the database kept, so the chain ends there and another begins. A database that is away is
     * tried once for all that wait; an entry that it does not take fails alone, and the others are written one by one.
     */
    private void write(List<Waiting> batch) {
        try {
            List<AuditRecord> records = new ArrayList<>(batch.size());
            long seq = nextSeq;
            byte[] hash = lastHash;
            for (Waiting waiting : batch) {
                AuditRecord record = new AuditRecord(
                        chain, seq++, clock.instant().truncatedTo(ChronoUnit.MICROS), waiting.entry(), hash);
                hash = record.hash();
                records.add(record);
            }
            repository.append(records);
            commits.incrementAndGet();
            nextSeq = seq;
            lastHash = hash;
            unanchored.written(records.getFirst().at(), records.getLast());
            batch.forEach(waiting -> waiting.durable().complete(null));
        } catch (RuntimeException | Error e) {
            chain = UUID.randomUUID();
            nextSeq = 0;
            lastHash = new byte[32];
            if (batch.size() > 1 && isOfOneEntry(e)) {
                batch.forEach(waiting -> write(List.of(waiting)));
            } else {
                fail(batch, e);
            }
        }
    }

    private static boolean isOfOneEntry(Throwable e) {
        return e.getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(DATA_EXCEPTION);
    }

    private static void fail(List<Waiting> batch, Throwable cause) {
        batch.forEach(waiting -> waiting.durable().completeExceptionally(cause));
    }
}
