package io.cloudconnectors.api.idempotency;

import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Renews the claims of the requests that this instance is at, and purges keys whose time is over. */
@ApplicationScoped
class KeyKeeperLoop {
    private final IdempotencyConfig config;
    private final IdempotencyKeys keys;
    private final KeyKeeperRepository repository;
    private final List<Loop> loops = new ArrayList<>();

    KeyKeeperLoop(IdempotencyConfig config, IdempotencyKeys keys, KeyKeeperRepository repository) {
        this.config = config;
        this.keys = keys;
        this.repository = repository;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loops.add(Loop.start("idempotency-renewal", config.renewal(), this::renew));
            loops.add(Loop.start("idempotency-purge", config.purge(), this::purge));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::close);
    }

    private void renew() {
        List<UUID> going = List.copyOf(keys.going());
        if (!going.isEmpty()) {
            repository.renew(going, config.lease());
        }
    }

    private void purge() {
        boolean more = true;
        while (more) {
            more = repository.purge(config.retention());
        }
    }
}
