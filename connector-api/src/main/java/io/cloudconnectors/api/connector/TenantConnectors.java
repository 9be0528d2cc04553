package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.run.RunControl;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.SealedCredential;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
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
    ConnectorRow create(ConnectorChange creation) {
        ConnectorSpec spec = creation.spec();
        Instant now = now();
        UUID id = ConnectorIds.next(now);
        refuseDuplicates(id, spec);
        CredentialReference first = new CredentialReference(UUID.randomUUID(), 1);
        SealedCredential sealed = seal(id, first, Objects.requireNonNull(creation.secret()));
        return withDuplicatesAsProblems(
                spec,
                () -> transactions.call(tenant, () -> {
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
    ConnectorRow change(UUID id, Function<ConnectorSpec, ConnectorChange> change) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS_TO_CHANGE; attempt++) {
            Before before = transactions.call(
                    tenant, () -> Before.of(repository.live(tenant, id).orElseThrow(this::notFound)));
            ConnectorChange after = change.apply(before.spec());
            if (after.secret() == null && after.spec().equals(before.spec())) {
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

    private Optional<ConnectorRow> changeIfStill(UUID id, Before before, ConnectorChange after) {
        SealedCredential sealed = null;
        if (after.secret() != null) {
            refuseDuplicates(id, after.spec());
            sealed = seal(id, before.nextCredential(), after.secret());
        }
        return write(id, before, after.spec(), sealed);
    }

    private Optional<ConnectorRow> write(
            UUID id, Before before, ConnectorSpec after, @Nullable SealedCredential sealed) {
        return withDuplicatesAsProblems(
                after, () -> transactions.call(tenant, () -> writeIfStill(id, before, after, sealed)));
    }

    private Optional<ConnectorRow> writeIfStill(
            UUID id, Before before, ConnectorSpec after, @Nullable SealedCredential sealed) {
        Connector connector = repository.lock(tenant, id).orElseThrow(this::notFound);
        if (connector.version() != before.version()) {
            return Optional.empty();
        }
        connector.change(after, sealed, now());
        repository.write();
        schedules.change(id, before.spec(), after);
        if (sealed != null
                || !before.spec().account().settings().equals(after.account().settings())) {
            schedules.afterChange(id);
        }
        return Optional.of(read(id));
    }

    /** A cheap look before the vault is asked; the unique index has the last word. */
    private void refuseDuplicates(UUID id, ConnectorSpec spec) {
        transactions.call(tenant, () -> reads.duplicate(tenant, id, spec)).ifPresent(key -> {
            throw new ProblemException(key.problem(spec.provider()));
        });
    }

    private static <T> T withDuplicatesAsProblems(ConnectorSpec spec, Supplier<T> write) {
        try {
            return write.get();
        } catch (DuplicateConnectorException e) {
            throw new ProblemException(e.problem(spec.provider()));
        }
    }

    private SealedCredential seal(UUID id, CredentialReference wanted, ProviderSecret secret) {
        return vault.seal(tenant, wanted, secret.write(id));
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
