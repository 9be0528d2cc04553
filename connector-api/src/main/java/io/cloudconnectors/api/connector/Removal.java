package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Deletes connectors softly. */
record Removal(Desk desk) {
    private static final Logger LOG = Logger.getLogger(Removal.class);

    /**
     * Deletes a connector softly and cancels its run.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    void delete(UUID id) {
        Optional<UUID> active = desk.inTransaction(() -> {
            Connector connector = desk.lock(id);
            connector.delete(desk.now());
            desk.audit().record(desk.tenant(), AuditAction.CONNECTOR_DELETED, id, connector.facts(), null);
            return desk.schedules().stop(id);
        });
        active.ifPresent(run -> cancel(id, run));
    }

    private void cancel(UUID id, UUID run) {
        try {
            desk.runs().cancel(desk.tenant().name(), id, run);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The run of a deleted connector was not cancelled and goes on to its end. connector=%s", id);
        }
    }
}
