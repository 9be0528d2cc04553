package io.cloudconnectors.api.audit;

import io.cloudconnectors.contracts.AuditAnchor;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Tells Kafka where each chain ends. A chain that is not what was anchored before is told to the operator instead, and its
 * anchor stays: it is the evidence.
 */
@ApplicationScoped
class Anchoring {
    private static final Logger LOG = Logger.getLogger(Anchoring.class);

    private final AuditConfig config;
    private final AnchorRepository chains;
    private final AnchorTopic topic;
    private final AtomicInteger broken;

    Anchoring(AuditConfig config, AnchorRepository chains, AnchorTopic topic, MeterRegistry meters) {
        this.config = config;
        this.chains = chains;
        this.topic = topic;
        this.broken = meters.gauge("audit.chains.broken", new AtomicInteger());
    }

    /** Anchors when it is this instance's turn. */
    void step() throws InterruptedException {
        if (chains.takeTurn(config.anchorEvery())) {
            anchor();
        }
    }

    /** Anchors every chain that goes on from its anchor. */
    void anchor() throws InterruptedException {
        Map<String, AuditAnchor> known = new HashMap<>(topic.all());
        List<AuditAnchor> next = new ArrayList<>();
        int notWhatTheyWere = 0;
        for (AuditAnchor head : chains.heads()) {
            AuditAnchor last = known.remove(head.tenant());
            if (last != null && !goesOn(last)) {
                notWhatTheyWere++;
                report(last);
            } else if (last == null || last.seq() < head.seq()) {
                next.add(head);
            }
        }
        known.values().forEach(Anchoring::report); // of these nothing at all is left
        broken.set(notWhatTheyWere + known.size());
        topic.add(next);
    }

    private boolean goesOn(AuditAnchor last) {
        return chains.hash(last.tenant(), last.seq())
                .filter(last.hash()::equals)
                .isPresent();
    }

    private static void report(AuditAnchor last) {
        LOG.errorf(
                "An audit trail is not what was anchored: entries were changed or deleted past the service. Its anchor "
                        + "stays; have the tenant's administrator read /api/v1/audit/verification. tenant=%s seq=%d anchoredAt=%s",
                last.tenant(), last.seq(), last.at());
    }
}
