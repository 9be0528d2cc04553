package io.cloudconnectors.vault.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The state for whoever sends requests here: a vault that is sealed gets none, one that is degraded goes on. It lives all the same:
 * no restart brings a KEK or a database back.
 */
@Readiness
@ApplicationScoped
class VaultHealth implements HealthCheck {
    private final VaultWatch watch;

    VaultHealth(VaultWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Seen> signs = watch.signs();
        VaultState state = VaultWatch.worst(signs);
        var answer = HealthCheckResponse.named("vault")
                .status(state != VaultState.SEALED)
                .withData("state", state.name().toLowerCase(Locale.ROOT));
        signs.forEach((name, seen) -> {
            if (seen.state() != VaultState.READY) {
                answer.withData(name, seen.why());
            }
        });
        return answer.build();
    }
}
