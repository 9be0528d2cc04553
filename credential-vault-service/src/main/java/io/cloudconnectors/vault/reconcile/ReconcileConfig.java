package io.cloudconnectors.vault.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How connector-api is asked about versions that nobody may have committed. */
@ConfigMapping(prefix = "vault.reconcile")
public interface ReconcileConfig {
    /** Whether this instance asks. */
    @WithDefault("true")
    boolean enabled();

    /** Between two rounds. */
    @WithDefault("1M")
    Duration every();

    /** How many versions one question is about; {@code CommittedQuery.MOST} less {@link #witnesses} at most. */
    @WithDefault("200")
    int batch();

    /** How many versions that are known to be committed are asked about with them. */
    @WithDefault("20")
    int witnesses();

    /** How long an instance that took versions has for them, before they are asked about again. */
    @WithDefault("10M")
    Duration claim();

    /** From how many on it is not believed that none is committed, while there is no witness. */
    @WithDefault("20")
    int unbelievable();
}
