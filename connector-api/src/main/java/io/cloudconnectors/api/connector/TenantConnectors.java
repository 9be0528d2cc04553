package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.UUID;
import java.util.function.Function;

/** The connectors of one tenant. */
public final class TenantConnectors {
    private final Desk desk;

    TenantConnectors(Desk desk) {
        this.desk = desk;
    }

    /** A page of the list. */
    Page<ConnectorRow> list(ConnectorFilter filter) {
        return desk.inTransaction(() -> desk.reads().list(desk.tenant(), filter));
    }

    /** @throws ProblemException CONNECTOR_NOT_FOUND */
    ConnectorRow get(UUID id) {
        return desk.inTransaction(() -> desk.row(id));
    }

    /**
     * Makes sure that a connector exists and is not deleted.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    public void require(UUID id) {
        get(id);
    }

    /** As {@link Creation#create}. */
    ConnectorRow create(ConnectorChange wanted) {
        return new Creation(desk).create(wanted);
    }

    /** As {@link Alteration#change}. */
    ConnectorRow change(UUID id, Function<ConnectorSpec, ConnectorChange> change) {
        return new Alteration(desk).change(id, change);
    }

    /** As {@link Removal#delete}. */
    void delete(UUID id) {
        new Removal(desk).delete(id);
    }
}
