package io.cloudconnectors.api.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When runs are made and how long they may wait and take. */
@ConfigMapping(prefix = "dispatch")
public interface DispatchConfig {
    /** Whether this instance dispatches; the API works without. */
    @WithDefault("true")
    boolean enabled();

    /** Between two looks for what is due. */
    @WithDefault("200MS")
    Duration tick();

    /** How many connectors one statement claims. */
    @WithDefault("2000")
    int batch();

    /** How long the instance that wrote an outbox row has to send it; after that any instance may. */
    @WithDefault("60S")
    Duration outboxClaim();

    /** With this many messages in the outbox nothing further is claimed until some are sent; what people start goes on. */
    @WithDefault("20000")
    int outboxBound();

    /** How long an attempt can be leased after it was sent; sending it again begins anew. */
    @WithDefault("10M")
    Duration queueExpiry();

    /** How long a run may take, from its lease on. */
    @WithDefault("1H")
    Duration runBudget();
}
