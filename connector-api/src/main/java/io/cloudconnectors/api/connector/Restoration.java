package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/** Brings deleted connectors back, with id, External ID, credential, assets and history. */
record Restoration(Desk desk) {

    /**
     * Restores a deleted connector; it is tried at once. One that is not deleted stays as it is.
     *
     * @throws ProblemException DUPLICATE_NAME or DUPLICATE_ACCOUNT when a live connector has taken its place;
     *     CONNECTOR_NOT_FOUND when there is none, or its purge has begun or was ordered;
     *     PRECONDITION_FAILED
     */
    ConnectorRow restore(UUID id) {
        Optional<ConnectorRow> live =
                desk.inTransaction(() -> desk.tools().reads().find(desk.tenant(), id));
        if (live.isPresent()) {
            return live.get();
        }
        ConnectorSpec spec = desk.inTransaction(() -> lock(id).spec());
        return desk.writing(spec, () -> write(lock(id)));
    }

    private ConnectorRow write(Connector connector) {
        connector.restore(desk.now());
        desk.tools().repository().write();
        desk.tools().schedules().restore(connector.id(), connector.spec());
        desk.tools()
                .audit()
                .record(desk.tenant(), AuditAction.CONNECTOR_RESTORED, connector.id(), null, connector.facts());
        return desk.row(connector.id());
    }

    private Connector lock(UUID id) {
        Connector connector =
                desk.tools().repository().lockRestorable(desk.tenant(), id).orElseThrow(Ids::connectorNotFound);
        desk.terms().ifMatch().check(connector.version());
        return connector;
    }
}
