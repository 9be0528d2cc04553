package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.AuditAnchor;
import io.cloudconnectors.contracts.chain.ChainWalk;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The trails of all tenants; narrow to one to read it. */
@ApplicationScoped
public class Trails {
    private static final Logger LOG = Logger.getLogger(Trails.class);
    private static final int STEP = 500;

    private final TenantTransactions transactions;
    private final AuditReadRepository entries;
    private final AnchorTopic anchors;

    Trails(@DataSource("api") TenantTransactions transactions, AuditReadRepository entries, AnchorTopic anchors) {
        this.transactions = transactions;
        this.entries = entries;
        this.anchors = anchors;
    }

    /** The trail of one tenant. */
    OfTenant in(Tenant tenant) {
        return new OfTenant(tenant);
    }

    /** What can be done with it. */
    final class OfTenant {
        private final Tenant tenant;

        private OfTenant(Tenant tenant) {
            this.tenant = tenant;
        }

        Page<AuditRow> list(AuditFilter filter) {
            return transactions.call(tenant, () -> entries.list(tenant, filter));
        }

        /**
         * Makes sure that the tenant has or had a connector.
         *
         * @throws ProblemException CONNECTOR_NOT_FOUND
         */
        void require(UUID connectorId) {
            if (!transactions.call(tenant, () -> entries.knows(tenant, connectorId))) {
                throw Ids.connectorNotFound();
            }
        }

        /** Walks all of it, some entries at a time: what is added meanwhile is walked too. */
        Verification verify() throws InterruptedException {
            Optional<AuditAnchor> anchor;
            Verification.Anchors compared;
            try {
                anchor = anchors.last(tenant.name());
                compared = anchor.isPresent() ? Verification.Anchors.COMPARED : Verification.Anchors.NONE;
            } catch (KafkaAwayException e) {
                LOG.warnf(e, "An audit trail is verified without its anchors. tenant=%s", tenant.name());
                anchor = Optional.empty();
                compared = Verification.Anchors.UNAVAILABLE;
            }
            ChainWalk walk = new ChainWalk(
                    1, anchor.map(a -> new ChainWalk.Anchor(a.seq(), a.hash())).orElse(null));
            long seq = 0;
            List<AuditRow> step = step(seq);
            while (!step.isEmpty()) {
                step.forEach(row -> walk.next(row.link()));
                seq = step.getLast().seq();
                step = step(seq);
            }
            return Verification.of(
                    walk.end(), compared, anchor.map(AuditAnchor::seq).orElse(null));
        }

        private List<AuditRow> step(long after) {
            return transactions.call(tenant, () -> entries.after(tenant, after, STEP));
        }
    }
}
