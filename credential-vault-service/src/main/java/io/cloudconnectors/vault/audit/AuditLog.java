package io.cloudconnectors.vault.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Appends to this process's hash chain. Callers wait until their record is durable; those that wait together share one commit
 * (group commit), so that the log costs a flush per batch and not per record.
 */
@ApplicationScoped
public class AuditLog {
    private static final int BATCH = 256;

    private final AuditRepository repository;
    private final InstantSource clock;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(4 * BATCH);
    private final Thread writer = Thread.ofPlatform().name("audit-log").daemon().unstarted(this::writeBatches);

    // The writer's own.
    private UUID chain = UUID.randomUUID();
    private long nextSeq = 0;
    private byte[] lastHash = new byte[32];

    AuditLog(AuditRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    private record Waiting(AuditEntry entry, CompletableFuture<Void> durable) {}

    void onStart(@Observes StartupEvent start) {
        writer.start();
    }

    void onStop(@Observes ShutdownEvent stop) {
        writer.interrupt();
    }

    /**
     * Returns when the entry is durable.
     *
     * @throws io.cloudconnectors.vault.problem.StorageException when it is not; then whatever it records must not happen
     */
    public void append(AuditEntry entry) {
        Waiting waiting = new Waiting(entry, new CompletableFuture<>());
        try {
            queue.put(waiting);
            waiting.durable().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the audit record was durable", e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void writeBatches() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            queue.drainTo(batch, BATCH - 1);
            write(batch);
            batch.clear();
        }
    }

    /**
     * After a failure nobody knows what the database kept, so the chain ends there and another begins; and the entries of
     * a batch are written one by one, so that one which cannot be written fails alone.
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
            nextSeq = seq;
            lastHash = hash;
            batch.forEach(waiting -> waiting.durable().complete(null));
        } catch (RuntimeException e) {
            chain = UUID.randomUUID();
            nextSeq = 0;
            lastHash = new byte[32];
            if (batch.size() == 1) {
                batch.getFirst().durable().completeExceptionally(e);
            } else {
                batch.forEach(waiting -> write(List.of(waiting)));
            }
        }
    }
}
