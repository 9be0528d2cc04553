package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.run.RunControl;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.SealedCredential;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connectors of one tenant. No transaction spans a call to the vault: a credential version is sealed first and
 * counts only once the row that names it is committed.
 */
public final class TenantConnectors {
    private static final Logger LOG = Logger.getLogger(TenantConnectors.class);
    private static final int MOST_ATTEMPTS_TO_CHANGE = 3;

    private final Tenant tenant;
    private final TenantTransactions transactions;
    private final ConnectorRepository repository;
    private final ConnectorReadRepository reads;
    private final ScheduleRepository schedules;
    private final Vault vault;
    private final RunControl runs;
    private final InstantSource clock;

    TenantConnectors(
            Tenant tenant,
            TenantTransactions transactions,
            ConnectorRepository repository,
            ConnectorReadRepository reads,
            ScheduleRepository schedules,
            Vault vault,
            RunControl runs,
            InstantSource clock) {
        this.tenant = tenant;
        this.transactions = transactions;
        this.repository = repository;
        this.reads = reads;
        this.schedules = schedules;
        this.vault = vault;
        this.runs = runs;
        this.clock = clock;
    }

    /** A page of the list. */
    Page<ConnectorRow> list(ConnectorFilter filter) {
        return transactions.call(tenant, () -> reads.list(tenant, filter));
    }

    /** @throws ProblemException CONNECTOR_NOT_FOUND */
    ConnectorRow get(UUID id) {
        return transactions.call(tenant, () -> read(id));
    }

    /**
     * Makes sure that a connector exists and is not deleted.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    public void require(UUID id) {
        get(id);
    }

    /** @throws ProblemException DUPLICATE_NAME, DUPLICATE_ACCOUNT, VAULT_UNAVAILABLE */
    ConnectorRow create(ConnectorSpec spec) {
        Instant now = now();
        UUID id = ConnectorIds.next(now);
        refuseDuplicates(id, spec);
        CredentialReference first = new CredentialReference(UUID.randomUUID(), 1);
        SealedCredential sealed = seal(id, first, spec);
        return withDuplicatesAsProblems(() -> transactions.call(tenant, () -> {
            repository.insert(new Connector(id, tenant, spec, first.id(), sealed, now));
            schedules.insert(tenant, id, spec);
            return read(id);
        }));
    }

    /**
     * Changes what a client decides.
     *
     * @param change makes the new from the current; called again when somebody else was faster
     * @throws ProblemException what the change throws, CONNECTOR_NOT_FOUND, DUPLICATE_NAME, DUPLICATE_ACCOUNT,
     *     CONCURRENT_CHANGE, VAULT_UNAVAILABLE
     */
    ConnectorRow change(UUID id, UnaryOperator<ConnectorSpec> change) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS_TO_CHANGE; attempt++) {
            Before before = transactions.call(
                    tenant, () -> Before.of(repository.live(tenant, id).orElseThrow(this::notFound)));
            ConnectorSpec after = change.apply(before.spec());
            if (after.equals(before.spec())) {
                return get(id);
            }
            Optional<ConnectorRow> changed = changeIfStill(id, before, after);
            if (changed.isPresent()) {
                return changed.get();
            }
        }
        throw new ProblemException(
                ProblemCode.CONCURRENT_CHANGE, "Nothing was stored. Read the connector and send the change again.");
    }

    /**
     * Deletes a connector softly and cancels its run.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    void delete(UUID id) {
        Optional<UUID> active = transactions.call(tenant, () -> {
            repository.lock(tenant, id).orElseThrow(this::notFound).delete(now());
            return schedules.stop(id);
        });
        active.ifPresent(run -> cancel(id, run));
    }

    private Optional<ConnectorRow> changeIfStill(UUID id, Before before, ConnectorSpec after) {
        boolean newRole =
                !Objects.equals(before.spec().aws().roleArn(), after.aws().roleArn());
        if (newRole) {
            refuseDuplicates(id, after);
        }
        SealedCredential sealed = newRole ? seal(id, before.nextCredential(), after) : null;
        return withDuplicatesAsProblems(() -> transactions.call(tenant, () -> write(id, before, after, sealed)));
    }

    private Optional<ConnectorRow> write(
            UUID id, Before before, ConnectorSpec after, @Nullable SealedCredential sealed) {
        Connector connector = repository.lock(tenant, id).orElseThrow(this::notFound);
        if (connector.version() != before.version()) {
            return Optional.empty();
        }
        connector.change(after, sealed, now());
        repository.write();
        schedules.change(id, before.spec(), after);
        return Optional.of(read(id));
    }

    /** A cheap look before the vault is asked; the unique index has the last word. */
    private void refuseDuplicates(UUID id, ConnectorSpec spec) {
        transactions.call(tenant, () -> reads.duplicate(tenant, id, spec)).ifPresent(key -> {
            throw new ProblemException(key.problem());
        });
    }

    private static <T> T withDuplicatesAsProblems(java.util.function.Supplier<T> write) {
        try {
            return write.get();
        } catch (DuplicateConnectorException e) {
            throw new ProblemException(e.problem());
        }
    }

    private SealedCredential seal(UUID id, CredentialReference wanted, ConnectorSpec spec) {
        CredentialWrite.AwsRole role = new CredentialWrite.AwsRole(spec.aws().roleArn());
        return vault.seal(tenant, wanted, new CredentialWrite(id, role, null, null, null));
    }

    private ConnectorRow read(UUID id) {
        return reads.find(tenant, id).orElseThrow(this::notFound);
    }

    private void cancel(UUID id, UUID run) {
        try {
            runs.cancel(tenant.name(), id, run);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The run of a deleted connector was not cancelled and goes on to its end. connector=%s", id);
        }
    }

    private ProblemException notFound() {
        return Ids.connectorNotFound();
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What a change starts from. */
    private record Before(ConnectorSpec spec, long version, CredentialReference credential) {
        static Before of(Connector connector) {
            return new Before(connector.spec(), connector.version(), connector.credential());
        }

        CredentialReference nextCredential() {
            return new CredentialReference(credential.id(), credential.version() + 1);
        }
    }
}
