package io.cloudconnectors.vault.audit;

import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.StateConfig;
import io.cloudconnectors.vault.state.StateSign;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Whether the audit log is anchored in Kafka before long. */
@ApplicationScoped
class AnchorSign implements StateSign {
    private final Unanchored unanchored;
    private final AnchoringConfig anchoring;
    private final StateConfig config;

    AnchorSign(Unanchored unanchored, AnchoringConfig anchoring, StateConfig config) {
        this.unanchored = unanchored;
        this.anchoring = anchoring;
        this.config = config;
    }

    @Override
    public String name() {
        return "anchors";
    }

    @Override
    public Seen look() {
        Duration waiting = unanchored.age();
        return anchoring.enabled() && waiting.compareTo(config.unanchoredAfter()) > 0
                ? Seen.degraded("The audit log has not been anchored in Kafka for " + waiting.toSeconds()
                        + " s; that its end is cut off would not be noticed")
                : Seen.ready();
    }
}
