package io.cloudconnectors.vault.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When, and where, the heads of the audit log's chains are kept outside of the database. */
@ConfigMapping(prefix = "vault.anchoring")
public interface AnchoringConfig {
    /** Whether this instance anchors. */
    @WithDefault("true")
    boolean enabled();

    /** Brokers to begin with, {@code host:port}, separated by commas. */
    String bootstrapServers();

    /** Between two anchors: what is cut off sooner is not noticed. */
    @WithDefault("10S")
    Duration every();

    /** Sooner, when so many records wait. */
    @WithDefault("1000")
    int records();

    /** Between two looks at the chains of all instances. */
    @WithDefault("1H")
    Duration look();

    /** Within this an anchor is acknowledged, or its sending has failed. */
    @WithDefault("10S")
    Duration deliveryTimeout();
}
