package io.cloudconnectors.api.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the audit trail is anchored outside of the database. */
@ConfigMapping(prefix = "audit")
public interface AuditConfig {
    /** Whether this instance anchors. */
    @WithDefault("true")
    boolean anchoring();

    /** Between two anchors: what is cut off sooner is not noticed. */
    @WithDefault("10M")
    Duration anchorEvery();
}
