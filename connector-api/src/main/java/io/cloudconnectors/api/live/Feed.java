package io.cloudconnectors.api.live;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of all tenants once for this instance and hands them to whoever subscribed. A subscription begins at a
 * known position, so that what was before can be read from the table, and nothing is there twice or missing.
 */
@ApplicationScoped
public class Feed {
    private final LiveConfig config;
    private final EventRepository events;
    private final Counter slow;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Map<String, Set<Subscription>> subscriptions = new HashMap<>();
    private @Nullable Position position;
    private int open;
    private boolean closed;

    Feed(LiveConfig config, EventRepository events, MeterRegistry meters) {
        this.config = config;
        this.events = events;
        this.slow = meters.counter("live.streams.slow");
        meters.gauge("live.streams", this, feed -> feed.open);
    }

    /** Hands on all that is new. */
    void step() {
        Position from = position().orElseGet(events::head);
        EventRepository.Batch batch;
        do {
            batch = events.next(from);
            deliver(batch);
            from = batch.end();
        } while (batch.full());
    }

    /**
     * Subscribes to what follows {@link Subscription#begin}.
     *
     * @param connectorId null for all connectors of the tenant
     * @param disconnect called when the client is too slow: what waits for its connection must not wait any longer
     * @throws ProblemException TOO_MANY_STREAMS, STREAMS_UNAVAILABLE
     */
    Subscription subscribe(Tenant tenant, @Nullable UUID connectorId, Runnable disconnect) {
        lock.lock();
        try {
            Position begin = position;
            if (closed || begin == null || open >= config.streams()) {
                throw new ProblemException(
                        ProblemCode.STREAMS_UNAVAILABLE, "Nothing is missed: try again with the same Last-Event-ID.");
            }
            Set<Subscription> ofTenant = subscriptions.computeIfAbsent(tenant.name(), name -> new HashSet<>());
            if (ofTenant.size() >= config.streamsPerTenant()) {
                throw new ProblemException(
                        ProblemCode.TOO_MANY_STREAMS,
                        "Close some of your tenant's streams, or read one stream in place of many.");
            }
            var subscription = new Subscription(this, tenant, connectorId, begin, config.queue(), disconnect);
            ofTenant.add(subscription);
            open++;
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a subscription; at most once. */
    void remove(Subscription subscription) {
        lock.lock();
        try {
            Set<Subscription> ofTenant = subscriptions.getOrDefault(subscription.tenant(), Set.of());
            if (ofTenant.contains(subscription)) {
                ofTenant.remove(subscription);
                open--;
                if (ofTenant.isEmpty()) {
                    subscriptions.remove(subscription.tenant());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Up to where everything was handed on; empty when something still waits in the subscription. */
    Optional<Position> readBy(Subscription subscription) {
        lock.lock();
        try {
            return subscription.isEmpty() ? Optional.ofNullable(position) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams, for good. */
    void close() {
        lock.lock();
        try {
            closed = true;
            subscriptions.values().forEach(ofTenant -> ofTenant.forEach(Subscription::end));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Position> position() {
        lock.lock();
        try {
            return Optional.ofNullable(position);
        } finally {
            lock.unlock();
        }
    }

    private void deliver(EventRepository.Batch batch) {
        lock.lock();
        try {
            for (LiveEvent event : batch.events()) {
                for (Subscription subscription : List.copyOf(subscriptions.getOrDefault(event.tenant(), Set.of()))) {
                    if (!subscription.take(event)) {
                        slow.increment();
                    }
                }
            }
            position = batch.end();
        } finally {
            lock.unlock();
        }
    }
}
