package io.cloudconnectors.api.expiry;

import io.cloudconnectors.api.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Warns of the end of credentials while the service runs; {@code credential.expiry.warnings} counts the warnings by their
 * days.
 */
@ApplicationScoped
class ExpiryWarnings {
    private static final Logger LOG = Logger.getLogger(ExpiryWarnings.class);

    private final ExpiryConfig config;
    private final ExpiryWarningRepository versions;
    private final MeterRegistry meters;
    private @Nullable Loop loop;

    ExpiryWarnings(ExpiryConfig config, ExpiryWarningRepository versions, MeterRegistry meters) {
        this.config = config;
        this.versions = versions;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = Loop.start("credential-expiry", config.sweep(), this::sweep);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    /** Tells of all thresholds that were crossed. */
    void sweep() {
        List<ExpiryWarningRepository.Warning> warnings = versions.warn();
        while (!warnings.isEmpty()) {
            warnings.forEach(this::count);
            warnings = versions.warn();
        }
    }

    private void count(ExpiryWarningRepository.Warning warning) {
        meters.counter("credential.expiry.warnings", "days", Integer.toString(warning.days()))
                .increment();
        LOG.infof(
                "A credential ends soon, and its tenant is told; connector=%s days=%d",
                warning.connector(), warning.days());
    }
}
