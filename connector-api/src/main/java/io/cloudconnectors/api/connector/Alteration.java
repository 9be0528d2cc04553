package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.SealedCredential;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a client decides. No transaction spans the call to the vault: the change is made from what was read, the
 * secret sealed, and the row written if it is still the one that was read.
 */
record Alteration(Desk desk, Twins twins) {
    private static final int MOST_ATTEMPTS = 3;

    /** Of changes that take no account which a deleted connector had. */
    Alteration(Desk desk) {
        this(desk, Twins.REFUSED);
    }

    /**
     * Changes a connector.
     *
     * @param change makes the new from the current; called again when somebody else was faster
     * @throws ProblemException what the change throws, CONNECTOR_NOT_FOUND, DUPLICATE_NAME, DUPLICATE_ACCOUNT,
     *     CONNECTOR_RESTORABLE when it brings the account, CONCURRENT_CHANGE, PRECONDITION_FAILED, VAULT_UNAVAILABLE
     */
    ConnectorRow change(UUID id, Function<ConnectorSpec, ConnectorChange> change) {
        return change(id, change, written -> {});
    }

    /**
     * Changes a connector.
     *
     * @param change as above
     * @param also done in the transaction that writes it; not called when there is nothing to write
     * @throws ProblemException as above
     */
    ConnectorRow change(UUID id, Function<ConnectorSpec, ConnectorChange> change, Consumer<UUID> also) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Before before = desk.inTransaction(() -> before(id));
            desk.terms().ifMatch().check(before.version());
            ConnectorChange after = change.apply(before.spec());
            if (after.secret() == null && after.spec().equals(before.spec())) {
                return desk.inTransaction(() -> desk.row(id));
            }
            Optional<ConnectorRow> changed = changeIfStill(id, before, after, also);
            if (changed.isPresent()) {
                return changed.get();
            }
        }
        throw new ProblemException(
                ProblemCode.CONCURRENT_CHANGE, "Nothing was stored. Read the connector and send the change again.");
    }

    private Before before(UUID id) {
        Connector connector = desk.tools().repository().live(desk.tenant(), id).orElseThrow(Ids::connectorNotFound);
        int next = desk.tools().versions().next(desk.tenant(), id);
        return new Before(
                connector.spec(),
                connector.version(),
                new CredentialReference(connector.credential().id(), next));
    }

    private Optional<ConnectorRow> changeIfStill(UUID id, Before before, ConnectorChange after, Consumer<UUID> also) {
        SealedCredential sealed;
        if (after.secret() == null) {
            sealed = null;
        } else {
            desk.refuseDuplicates(id, after.spec());
            twins.refuse(desk, before.spec(), after.spec());
            sealed = desk.seal(id, before.nextCredential(), after.secret());
        }
        return desk.writing(after.spec(), () -> writeIfStill(id, before, after.spec(), sealed, also));
    }

    private Optional<ConnectorRow> writeIfStill(
            UUID id, Before before, ConnectorSpec after, @Nullable SealedCredential sealed, Consumer<UUID> also) {
        Connector connector = desk.lock(id);
        CredentialParts parts = CredentialParts.of(after.account());
        if (connector.version() != before.version()
                || (sealed != null && !desk.tools().versions().add(desk.tenant(), id, sealed, parts))) {
            return Optional.empty();
        }
        ConnectorFacts was = connector.facts();
        connector.change(after, sealed, desk.now());
        desk.tools().repository().write();
        desk.tools().schedules().change(id, before.spec(), after);
        if (sealed != null
                || !before.spec().account().settings().equals(after.account().settings())) {
            desk.tools().schedules().afterChange(id);
        }
        if (sealed != null) {
            desk.tools().versions().makeCurrent(desk.tenant(), id, sealed.version());
            desk.retireOldest(id);
        } else if (!parts.equals(CredentialParts.of(before.spec().account()))) {
            desk.tools().versions().moveEnd(desk.tenant(), id, parts.expiresAt());
        }
        AuditAction action = sealed == null ? AuditAction.CONNECTOR_CHANGED : AuditAction.CREDENTIAL_REPLACED;
        desk.tools().audit().record(desk.tenant(), action, id, was, connector.facts());
        also.accept(id);
        return Optional.of(desk.row(id));
    }

    /**
     * What a change starts from.
     *
     * @param nextCredential for a version that the change brings
     */
    private record Before(ConnectorSpec spec, long version, CredentialReference nextCredential) {}
}
