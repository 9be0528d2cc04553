package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.SealedCredential;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes connectors. No transaction spans the call to the vault: the first credential version is sealed before the row
 * that names it is written.
 */
record Creation(Desk desk) {

    /** @throws ProblemException DUPLICATE_NAME, DUPLICATE_ACCOUNT, CONNECTOR_RESTORABLE, VAULT_UNAVAILABLE */
    ConnectorRow create(ConnectorChange wanted, Twins twins) {
        ConnectorSpec spec = wanted.spec();
        Instant now = desk.now();
        UUID id = ConnectorIds.next(now);
        desk.refuseDuplicates(id, spec);
        twins.refuse(desk, spec);
        CredentialReference first = new CredentialReference(UUID.randomUUID(), 1);
        SealedCredential sealed = desk.seal(id, first, Objects.requireNonNull(wanted.secret()));
        return desk.writing(spec, () -> write(new Connector(id, desk.tenant(), spec, first.id(), sealed, now), sealed));
    }

    private ConnectorRow write(Connector connector, SealedCredential sealed) {
        CredentialParts parts = CredentialParts.of(connector.spec().account());
        desk.repository().insert(connector);
        desk.versions().add(desk.tenant(), connector.id(), sealed, parts);
        desk.versions().makeCurrent(desk.tenant(), connector.id(), sealed.version());
        desk.schedules().insert(desk.tenant(), connector.id(), connector.spec());
        desk.audit().record(desk.tenant(), AuditAction.CONNECTOR_CREATED, connector.id(), null, connector.facts());
        return desk.row(connector.id());
    }
}
