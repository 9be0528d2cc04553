package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.connector.Reservations.Reservation;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.SealedCredential;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes connectors. No transaction spans the call to the vault: the first credential version is sealed before the row
 * that names it is written.
 */
record Creation(Desk desk) {

    /**
     * Makes one, from a draft when the body names it: with its id and its External ID.
     *
     * @throws ProblemException DUPLICATE_NAME, DUPLICATE_ACCOUNT, CONNECTOR_RESTORABLE, VAULT_UNAVAILABLE; of a draft
     *     VALIDATION_FAILED, DRAFT_USED
     */
    ConnectorRow create(ConnectorChange wanted, Twins twins) {
        ConnectorSpec spec = wanted.spec();
        Instant now = desk.now();
        Reservation reservation = wanted.draft() == null
                ? new Reservation(ConnectorIds.next(now), spec.provider(), null)
                : reserved(wanted.draft(), spec.provider());
        UUID id = reservation.id();
        desk.refuseDuplicates(id, spec);
        twins.refuse(desk, spec);
        CredentialReference first = new CredentialReference(UUID.randomUUID(), 1);
        CredentialWrite write = Objects.requireNonNull(wanted.secret()).write(id);
        SealedCredential sealed = desk.seal(first, withExternalIdOf(reservation.externalIdOf(), write));
        return desk.writing(spec, () -> {
            if (wanted.draft() != null && !desk.reservations().take(desk.tenant(), id)) {
                throw used(id);
            }
            return write(new Connector(id, desk.tenant(), spec, first.id(), sealed, now), sealed);
        });
    }

    private static CredentialWrite withExternalIdOf(@Nullable UUID credential, CredentialWrite write) {
        return credential == null ? write : write.withExternalIdOf(credential);
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

    private Reservation reserved(UUID draft, Provider provider) {
        Reservation reservation = desk.inTransaction(() -> desk.reservations()
                .find(desk.tenant(), draft)
                .orElseThrow(() -> desk.repository().exists(desk.tenant(), draft) ? used(draft) : noSuchDraft()));
        if (reservation.provider() != provider) {
            throw ProblemException.field(
                    "#/draftId",
                    FieldErrorCode.OTHER_PROVIDER,
                    "The draft is of the provider " + reservation.provider() + ": create that, or make another draft.");
        }
        return reservation;
    }

    private static ProblemException used(UUID id) {
        return new ProblemException(
                ProblemCode.DRAFT_USED, "The connector has the draft's id: GET /api/v1/connectors/" + id + ".");
    }

    private static ProblemException noSuchDraft() {
        return ProblemException.field(
                "#/draftId",
                FieldErrorCode.NO_SUCH_DRAFT,
                "There is no such draft or its time is over; make one with POST /api/v1/connectors/drafts.");
    }
}
