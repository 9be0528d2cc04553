package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.credential.CredentialVersion;
import io.cloudconnectors.api.idempotency.Reservation;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.SealedCredential;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The versions of one connector's credential: adds them, makes one of them current, gives one up. The connector keeps its id,
 * External ID, schedule and history through all of it. No transaction spans the call to the vault.
 */
record Rotation(Desk desk, UUID id) {
    private static final int MOST_ATTEMPTS = 5;

    /** The newest first; those whose secret is shredded are among them. */
    Page<CredentialVersion> list(PageRequest page) {
        return desk.inTransaction(() -> {
            live();
            return desk.tools().versions().list(desk.tenant(), id, page);
        });
    }

    /** @throws ProblemException CONNECTOR_NOT_FOUND, CREDENTIAL_VERSION_NOT_FOUND */
    CredentialVersion get(int version) {
        return desk.inTransaction(() -> {
            live();
            return find(version);
        });
    }

    /**
     * Adds a version that is not current. The oldest that are beyond what is kept are given up. A request that was sent again
     * after its first attempt added the newest version gets that one.
     *
     * @param change makes the new from the current; called again when somebody else was faster
     * @throws ProblemException what the change throws, CONNECTOR_NOT_FOUND, PRECONDITION_FAILED, CONCURRENT_CHANGE,
     *     VAULT_UNAVAILABLE
     */
    CredentialVersion add(Function<ConnectorSpec, ConnectorChange> change) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Before before = desk.inTransaction(this::before);
            desk.terms().ifMatch().check(before.version());
            ConnectorChange wanted = change.apply(before.spec());
            ProviderSecret secret = Objects.requireNonNull(wanted.secret());
            Optional<CredentialVersion> made = madeBefore(before, secret);
            if (made.isPresent()) {
                return made.get();
            }
            CredentialParts parts = CredentialParts.of(wanted.spec().account());
            SealedCredential sealed = desk.seal(id, before.next(), secret);
            Optional<CredentialVersion> added = desk.inTransaction(() -> addIfStill(before, sealed, parts));
            if (added.isPresent()) {
                return added.get();
            }
        }
        throw new ProblemException(ProblemCode.CONCURRENT_CHANGE, "No version was added. Send it again.");
    }

    /**
     * Makes a version the current one, as a replacement would: the connector is tried with it at once. The current one stays
     * as it is.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND, CREDENTIAL_VERSION_NOT_FOUND, CREDENTIAL_VERSION_UNUSABLE,
     *     ACCOUNT_CHANGE, DUPLICATE_ACCOUNT, CONNECTOR_RESTORABLE when it brings the account
     */
    ConnectorRow makeCurrent(int version, Twins twins) {
        ConnectorSpec read = desk.inTransaction(() -> live().spec());
        return desk.writing(read, () -> {
            Connector connector = desk.lock(id);
            CredentialVersion wanted = find(version);
            return wanted.current() ? desk.row(id) : use(connector, wanted, twins);
        });
    }

    /**
     * Gives up a version that is not current: from now on it cannot be used, and the vault shreds its secret. Does nothing
     * for one that was given up before.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND, CREDENTIAL_VERSION_NOT_FOUND, CREDENTIAL_VERSION_CURRENT,
     *     RUN_IN_PROGRESS or TEST_IN_PROGRESS when a run or a connection test has it
     */
    void giveUp(int version) {
        desk.inTransaction((Supplier<Void>) () -> {
            desk.lock(id);
            CredentialVersion unwanted = find(version);
            if (unwanted.current()) {
                throw new ProblemException(
                        ProblemCode.CREDENTIAL_VERSION_CURRENT,
                        "Make another version current first, then delete this one.");
            }
            desk.tools().versions().runWith(desk.tenant(), id, version).ifPresent(Rotation::refuseRunning);
            desk.tools().versions().testWith(desk.tenant(), id, version).ifPresent(Rotation::refuseTested);
            if (!unwanted.retired()) {
                desk.tools().versions().retire(desk.tenant(), id, version);
                desk.tools().audit().record(desk.tenant(), AuditAction.CREDENTIAL_SHREDDED, id, unwanted, null);
            }
            return null;
        });
    }

    /** As {@link TenantConnectors#credential}. */
    CredentialTarget target(int version) {
        return desk.inTransaction(() -> {
            Connector connector = live();
            ProviderSpec account = accountWith(connector.spec(), find(version));
            CredentialReference reference =
                    new CredentialReference(connector.credential().id(), version);
            return new CredentialTarget(account, reference);
        });
    }

    /** What an earlier attempt of this request added, unless somebody added another one since. */
    private Optional<CredentialVersion> madeBefore(Before before, ProviderSecret secret) {
        Optional<Reservation> again = desk.terms().reservation().filter(Reservation::again);
        CredentialReference newest =
                new CredentialReference(before.next().id(), before.next().version() - 1);
        return again.flatMap(reservation -> desk.inTransaction(
                        () -> desk.tools().versions().find(desk.tenant(), id, newest.version()))
                .filter(version -> !version.retired() && !version.createdAt().isBefore(reservation.since()))
                .filter(version -> desk.tools().vault().holds(desk.tenant(), newest, secret.write(id))));
    }

    private Optional<CredentialVersion> addIfStill(Before before, SealedCredential sealed, CredentialParts parts) {
        Connector connector = desk.lock(id);
        if (connector.version() != before.version() || !desk.tools().versions().add(desk.tenant(), id, sealed, parts)) {
            return Optional.empty();
        }
        CredentialVersion added = find(sealed.version());
        desk.tools().audit().record(desk.tenant(), AuditAction.CREDENTIAL_ADDED, id, null, added);
        desk.retireOldest(id);
        return Optional.of(added);
    }

    private ConnectorRow use(Connector connector, CredentialVersion wanted, Twins twins) {
        ConnectorSpec before = connector.spec();
        ConnectorFacts was = connector.facts();
        ConnectorSpec after = before.with(accountWith(before, wanted));
        connector.use(wanted, after.account(), desk.now());
        desk.tools().repository().write();
        twins.refuseInside(desk, before, after);
        desk.tools().schedules().change(id, before, after);
        desk.tools().schedules().afterChange(id);
        desk.tools().versions().makeCurrent(desk.tenant(), id, wanted.version());
        desk.tools().audit().record(desk.tenant(), AuditAction.CREDENTIAL_MADE_CURRENT, id, was, connector.facts());
        return desk.row(id);
    }

    /** The account member with what belongs to the version; an account that was unknown when it was added may be another now. */
    private static ProviderSpec accountWith(ConnectorSpec spec, CredentialVersion version) {
        switch (version.status()) {
            case AVAILABLE, EXPIRED -> {}
            case INCOMPLETE -> throw unusable("It is from before the role existed: choose a version that has a role.");
            case SHREDDED -> throw unusable("Its secret was shredded: add it again as a new version.");
        }
        ProviderSpec account = version.parts().in(spec.account());
        ConnectorPatch.refuseOtherAccount(spec.account(), account);
        return account;
    }

    private Before before() {
        Connector connector = live();
        int next = desk.tools().versions().next(desk.tenant(), id);
        return new Before(
                connector.spec(),
                connector.version(),
                new CredentialReference(connector.credential().id(), next));
    }

    private Connector live() {
        return desk.tools().repository().live(desk.tenant(), id).orElseThrow(Ids::connectorNotFound);
    }

    private CredentialVersion find(int version) {
        return desk.tools().versions().find(desk.tenant(), id, version).orElseThrow(Ids::credentialVersionNotFound);
    }

    private static ProblemException unusable(String detail) {
        return new ProblemException(ProblemCode.CREDENTIAL_VERSION_UNUSABLE, detail);
    }

    private static void refuseRunning(UUID run) {
        throw new ProblemException(Problem.of(
                        ProblemCode.RUN_IN_PROGRESS,
                        "A run has this version: wait for its end, or cancel it; \"runId\" names it.")
                .withRun(run, null));
    }

    private static void refuseTested(UUID test) {
        throw new ProblemException(Problem.of(
                        ProblemCode.TEST_IN_PROGRESS,
                        "A test has this version and ends within some minutes; \"testId\" names it.")
                .withTest(test));
    }

    /**
     * What an addition starts from.
     *
     * @param next for the version to add
     */
    private record Before(ConnectorSpec spec, long version, CredentialReference next) {}
}
