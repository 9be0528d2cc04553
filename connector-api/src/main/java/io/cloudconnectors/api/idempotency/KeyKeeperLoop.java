package io.cloudconnectors.api.idempotency;

import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Renews the claims of the requests that this instance is at, and purges keys whose time is over. */
@Dependent
class KeyKeeperLoop {
    @Produces
    @Singleton
    Background renewal(IdempotencyConfig config, IdempotencyKeys keys, KeyKeeperRepository repository) {
        return new Background("idempotency-renewal", config.enabled(), config.renewal(), () -> {
            List<UUID> going = List.copyOf(keys.going());
            if (!going.isEmpty()) {
                repository.renew(going, config.lease());
            }
        });
    }

    @Produces
    @Singleton
    Background purge(IdempotencyConfig config, KeyKeeperRepository repository) {
        return new Background("idempotency-purge", config.enabled(), config.purge(), () -> {
            boolean more = true;
            while (more) {
                more = repository.purge(config.retention());
            }
            repository.purgeSets(config.retention());
        });
    }
}
