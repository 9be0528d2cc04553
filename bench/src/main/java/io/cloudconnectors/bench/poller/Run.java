package io.cloudconnectors.bench.poller;

import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunOutcome;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A run on its way. One thread reads its results; its lease is given out by another. */
final class Run {
    private final UUID id = UUID.randomUUID();
    private final UUID connector = UUID.randomUUID();
    private final CompletableFuture<Ended> end = new CompletableFuture<>();
    private final Account account;
    private final OptionalInt wanted;
    private long leased;
    private String poller = "";
    private int chunks;
    private int chunksTold;
    private int assets;

    /**
     * A run that succeeded with the assets that it should have.
     *
     * @param poller who leased it
     * @param leased when, of {@link System#nanoTime()}
     * @param ended when its end was read from Kafka
     * @param calls requests to the cloud that the poller counts
     */
    record Ended(Account account, String poller, long leased, long ended, int assets, int calls) {}

    /** @param wanted how many assets; empty when that is to be found out */
    Run(Account account, OptionalInt wanted) {
        this.account = account;
        this.wanted = wanted;
    }

    UUID id() {
        return id;
    }

    UUID connector() {
        return connector;
    }

    Account account() {
        return account;
    }

    CompletableFuture<Ended> end() {
        return end;
    }

    String token() {
        return "token-of-" + id;
    }

    /** False when somebody has it. */
    synchronized boolean lease(String byPoller, long when) {
        if (leased != 0) {
            return false;
        }
        poller = byPoller;
        leased = when;
        return true;
    }

    synchronized boolean isLeased() {
        return leased != 0;
    }

    synchronized void chunk() {
        chunks++;
    }

    synchronized void take(ResultEvent event, long when) {
        switch (event) {
            case ResultEvent.SliceChunk _ -> chunks++;
            case ResultEvent.SliceSeen seen -> {
                chunksTold += seen.chunks();
                assets += seen.assets();
                if (!seen.gaps().isEmpty()) {
                    fail("gaps in " + seen.slice() + ": " + seen.gaps());
                }
            }
            case ResultEvent.SliceBlind blind -> fail(blind.slice() + " is blind: " + blind.reason());
            case ResultEvent.RunFinished finished -> finish(finished, when);
        }
    }

    private void finish(ResultEvent.RunFinished finished, long when) {
        if (finished.outcome() != RunOutcome.SUCCEEDED) {
            fail(finished.outcome() + ": " + finished.reason());
        } else if (chunks != chunksTold) {
            fail("%d chunks came of %d".formatted(chunks, chunksTold));
        } else if (wanted.isPresent() && wanted.getAsInt() != assets) {
            fail("%d assets instead of %d".formatted(assets, wanted.getAsInt()));
        } else {
            Map<String, Integer> calls = finished.calls();
            int called = calls == null
                    ? 0
                    : calls.values().stream().mapToInt(Integer::intValue).sum();
            end.complete(new Ended(account, poller, leased, when, assets, called));
        }
    }

    private void fail(String why) {
        end.completeExceptionally(
                new IllegalStateException("The run of account %s went wrong: %s".formatted(account.id(), why)));
    }
}
