package io.cloudconnectors.api.expiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The warnings of the end of credentials. */
@ConfigMapping(prefix = "credential-expiry")
public interface ExpiryConfig {
    /** How many days before the end of a credential it is warned of; from the first on its connector is DEGRADED. */
    @WithDefault("60,30,7,1")
    List<Integer> warnDays();

    /** Whether this instance looks for thresholds that were crossed. */
    @WithDefault("true")
    boolean enabled();

    /** Between two looks. */
    @WithDefault("1M")
    Duration sweep();

    /** How many warnings of each threshold one statement gives. */
    @WithDefault("500")
    int batch();

    /** The same for the rules. */
    default ExpiryThresholds thresholds() {
        return new ExpiryThresholds(warnDays());
    }
}
