package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.idempotency.Reservation;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.SealedCredential;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes connectors. No transaction spans the call to the vault: the first credential version is sealed before the row
 * that names it is written.
 */
record Creation(Desk desk) {

    /**
     * Makes a connector, from a draft when the body names it: with its id and its External ID. A request that was sent
     * again after its first attempt made one gets that one. From a draft any request can have made it: DRAFT_USED names it.
     *
     * @throws ProblemException DUPLICATE_NAME, DUPLICATE_ACCOUNT, CONNECTOR_RESTORABLE, VAULT_UNAVAILABLE; of a draft
     *     VALIDATION_FAILED, DRAFT_USED; CONNECTOR_NOT_FOUND when the first attempt made one and it was deleted since
     */
    ConnectorRow create(ConnectorChange wanted, Twins twins) {
        if (wanted.draft() != null) {
            return create(wanted.draft(), wanted, twins, written -> {});
        }
        Optional<Reservation> reservation = desk.terms().reservation();
        UUID id = reservation.map(Reservation::id).orElseGet(() -> ConnectorIds.next(desk.now()));
        if (reservation.filter(Reservation::again).isPresent() && isMade(id)) {
            return desk.inTransaction(() -> desk.row(id));
        }
        return create(id, wanted, twins, written -> {});
    }

    /**
     * Makes a connector.
     *
     * @param id its id; that of the draft, when it is made from one
     * @param also done in the transaction that writes it
     * @throws ProblemException DUPLICATE_NAME, DUPLICATE_ACCOUNT, CONNECTOR_RESTORABLE, VAULT_UNAVAILABLE; of a draft
     *     VALIDATION_FAILED, DRAFT_USED
     */
    ConnectorRow create(UUID id, ConnectorChange wanted, Twins twins, Consumer<UUID> also) {
        ConnectorSpec spec = wanted.spec();
        Instant now = desk.now();
        UUID externalIdOf = wanted.draft() == null
                ? null
                : reserved(wanted.draft(), spec.provider()).externalIdOf();
        desk.refuseDuplicates(id, spec);
        twins.refuse(desk, spec);
        CredentialReference first = new CredentialReference(UUID.randomUUID(), 1);
        CredentialWrite write = Objects.requireNonNull(wanted.secret()).write(id);
        SealedCredential sealed = desk.seal(first, withExternalIdOf(externalIdOf, write));
        return desk.writing(spec, () -> {
            if (wanted.draft() != null && !desk.tools().reservations().take(desk.tenant(), id)) {
                throw gone(id);
            }
            return write(new Connector(id, desk.tenant(), spec, first.id(), sealed, now), sealed, also);
        });
    }

    private static CredentialWrite withExternalIdOf(@Nullable UUID credential, CredentialWrite write) {
        return credential == null ? write : write.withExternalIdOf(credential);
    }

    private boolean isMade(UUID id) {
        return desk.inTransaction(
                () -> desk.tools().repository().findByIdOptional(id).isPresent());
    }

    private ConnectorRow write(Connector connector, SealedCredential sealed, Consumer<UUID> also) {
        CredentialParts parts = CredentialParts.of(connector.spec().account());
        desk.tools().repository().insert(connector);
        desk.tools().versions().add(desk.tenant(), connector.id(), sealed, parts);
        desk.tools().versions().makeCurrent(desk.tenant(), connector.id(), sealed.version());
        desk.tools().schedules().insert(desk.tenant(), connector.id(), connector.spec());
        desk.tools()
                .audit()
                .record(desk.tenant(), AuditAction.CONNECTOR_CREATED, connector.id(), null, connector.facts());
        also.accept(connector.id());
        return desk.row(connector.id());
    }

    private DraftReservations.Reservation reserved(UUID draft, Provider provider) {
        DraftReservations.Reservation reservation = desk.inTransaction(
                () -> desk.tools().reservations().find(desk.tenant(), draft).orElseThrow(() -> gone(draft)));
        if (reservation.provider() != provider) {
            throw ProblemException.field(
                    "#/draftId",
                    FieldErrorCode.OTHER_PROVIDER,
                    "The draft is of the provider " + reservation.provider() + ": create that, or make another draft.");
        }
        return reservation;
    }

    /** Why there is no such draft any more; inside a transaction. */
    private ProblemException gone(UUID draft) {
        return desk.tools().repository().exists(desk.tenant(), draft) ? DraftReservations.used(draft) : noSuchDraft();
    }

    private static ProblemException noSuchDraft() {
        return ProblemException.field(
                "#/draftId",
                FieldErrorCode.NO_SUCH_DRAFT,
                "There is no such draft or its time is over; make one with POST /api/v1/connectors/drafts.");
    }
}
