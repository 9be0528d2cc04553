package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Deletes connectors: softly, so that they can be restored, or for good. */
record Removal(Desk desk) {
    private static final Logger LOG = Logger.getLogger(Removal.class);

    /**
     * Deletes a connector and cancels its run. One that is deleted already can still be purged.
     *
     * @return whether all is done; false when a purge goes on by itself
     * @throws ProblemException CONNECTOR_NOT_FOUND, PRECONDITION_FAILED
     */
    boolean delete(UUID id, Fate fate) {
        Optional<UUID> active = desk.inTransaction(() -> switch (fate) {
            case KEEP ->
                deleted(id, desk.now().plus(desk.tools().deletion().retention()), AuditAction.CONNECTOR_DELETED);
            case PURGE -> purged(id);
        });
        active.ifPresent(run -> cancel(id, run));
        return switch (fate) {
            case KEEP -> true;
            case PURGE -> desk.tools().purges().purge(id);
        };
    }

    private Optional<UUID> purged(UUID id) {
        Optional<Connector> deleted = desk.tools().repository().lockDeleted(desk.tenant(), id);
        if (deleted.isEmpty()) {
            return deleted(id, Connector.PURGE_NOW, AuditAction.CONNECTOR_PURGED);
        }
        Connector connector = deleted.get();
        if (!connector.isBeingPurged()) { // of one that is, nothing is to be decided any more
            desk.terms().ifMatch().check(connector.version());
            connector.purge(desk.now());
            desk.tools().audit().record(desk.tenant(), AuditAction.CONNECTOR_PURGED, id, connector.facts(), null);
        }
        return Optional.empty();
    }

    private Optional<UUID> deleted(UUID id, Instant purgeAt, AuditAction action) {
        Connector connector = desk.lock(id);
        connector.delete(desk.now(), purgeAt);
        desk.tools().audit().record(desk.tenant(), action, id, connector.facts(), null);
        return desk.tools().schedules().stop(id);
    }

    private void cancel(UUID id, UUID run) {
        try {
            desk.tools().runs().cancel(desk.tenant().name(), id, run);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The run of a deleted connector was not cancelled and goes on to its end. connector=%s", id);
        }
    }
}
