package io.cloudconnectors.api.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The keys of all callers. A key goes from claimed to answered; a claim whose instance died, or whose request failed for a
 * reason of ours, is free for the next retry and keeps its reserved id.
 */
@ApplicationScoped
class IdempotencyKeys {
    private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);
    /** No request takes longer; what is still here then was lost on its way. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final TenantTransactions transactions;
    private final IdempotencyRepository repository;
    private final IdempotencyConfig config;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Map<UUID, Instant> going = new ConcurrentHashMap<>();

    IdempotencyKeys(
            @DataSource("api") TenantTransactions transactions,
            IdempotencyRepository repository,
            IdempotencyConfig config,
            ObjectMapper json,
            InstantSource clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Takes a key, or says what there is. */
    Found take(Claim.Owner owner, IdempotencyKey key, Sent sent) {
        Found found = transactions.call(
                owner.tenant(),
                () -> repository
                        .claim(owner, key, sent, config.lease())
                        .<Found>map(Found.Free::new)
                        .or(() -> repository.find(owner, key, sent))
                        .orElseGet(Found.Going::new));
        if (found instanceof Found.Free(Claim claim)) {
            going.put(claim.id(), clock.instant());
        }
        return found;
    }

    /** Keeps an answer. What it answers to has happened: if it cannot be kept, a retry finds out by itself. */
    void answered(Claim claim, KeptAnswer answer) {
        end(claim, () -> repository.keep(claim, answer.status(), write(answer.headers()), answer.body()));
    }

    /** Frees the key of a request that came to nothing. */
    void failed(Claim claim) {
        end(claim, () -> repository.release(claim));
    }

    /** What this instance is at. */
    Collection<UUID> going() {
        Instant since = clock.instant().minus(LONGEST);
        going.values().removeIf(begun -> begun.isBefore(since));
        return going.keySet();
    }

    private void end(Claim claim, Runnable how) {
        going.remove(claim.id());
        try {
            transactions.call(claim.owner().tenant(), () -> {
                how.run();
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "The end of a request with an idempotency key was not kept; a retry is let in when its lease is over."
                            + " tenant=%s",
                    claim.owner().tenant().name());
        }
    }

    private String write(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Headers are always writable", e);
        }
    }
}
