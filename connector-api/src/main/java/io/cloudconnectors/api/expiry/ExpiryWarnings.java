package io.cloudconnectors.api.expiry;

import io.cloudconnectors.api.loop.Background;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

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

    ExpiryWarnings(ExpiryConfig config, ExpiryWarningRepository versions, MeterRegistry meters) {
        this.config = config;
        this.versions = versions;
        this.meters = meters;
    }

    @Produces
    @Singleton
    Background loop() {
        return new Background("credential-expiry", config.enabled(), config.sweep(), this::sweep);
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
