package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.SetupSubject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The connectors of one tenant. */
public final class TenantConnectors {
    private final Desk desk;

    TenantConnectors(Desk desk) {
        this.desk = desk;
    }

    /** A page of the list. */
    Page<ConnectorRow> list(ConnectorQuery query) {
        return desk.reading(() -> desk.tools().reads().list(desk.tenant(), query));
    }

    /** How many there are, by what the list shows of each. */
    ConnectorCounts count(ConnectorFilter filter) {
        // Planned each time: a tenant may have ten connectors or a hundred thousand.
        return desk.inTransaction(() -> desk.tools().reads().count(desk.tenant(), filter));
    }

    /** @throws ProblemException CONNECTOR_NOT_FOUND */
    ConnectorRow get(UUID id) {
        return desk.reading(() -> desk.row(id));
    }

    /**
     * Makes sure that a connector exists and is not deleted.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    public void require(UUID id) {
        get(id);
    }

    /** The deleted ones that can be restored. */
    Page<DeletedConnector> deleted(PageRequest page) {
        return desk.reading(() -> desk.tools().deleted().list(desk.tenant(), page));
    }

    /** What the set-up of a connector is written for; empty when there is none of this id. */
    public Optional<SetupSubject> setupSubject(UUID id) {
        return desk.reading(() -> desk.tools().reads().find(desk.tenant(), id)).map(ConnectorRow::setupSubject);
    }

    /** As {@link Creation#create}. */
    ConnectorRow create(ConnectorChange wanted, Twins twins) {
        return new Creation(desk).create(wanted, twins);
    }

    /** As {@link Alteration#change}. */
    ConnectorRow change(UUID id, Twins twins, Function<ConnectorSpec, ConnectorChange> change) {
        return new Alteration(desk, twins).change(id, change);
    }

    /** As {@link Pause#pause}. */
    ConnectorRow pause(UUID id, boolean cancelRun) {
        return new Pause(desk).pause(id, cancelRun);
    }

    /** As {@link Pause#resume}. */
    ConnectorRow resume(UUID id) {
        return new Pause(desk).resume(id);
    }

    /** The versions of a connector's credential. */
    Rotation rotation(UUID id) {
        return new Rotation(desk, id);
    }

    /**
     * A credential version that a run can sign in with, to try it before it becomes the current one.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND, CREDENTIAL_VERSION_NOT_FOUND, CREDENTIAL_VERSION_UNUSABLE, ACCOUNT_CHANGE
     */
    public CredentialTarget credential(UUID id, int version) {
        return rotation(id).target(version);
    }

    /** As {@link Removal#delete}. */
    boolean delete(UUID id, Fate fate) {
        return new Removal(desk).delete(id, fate);
    }

    /** As {@link Restoration#restore}. */
    ConnectorRow restore(UUID id) {
        return new Restoration(desk).restore(id);
    }
}
