package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.Audit;
import io.cloudconnectors.api.credential.CredentialVersionRepository;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.run.RunControl;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * All connectors; narrow them to a tenant to do anything with them. Below {@link #in} nothing takes a tenant, so a
 * look across tenants cannot be written, and row-level security would show nothing if it could.
 */
@ApplicationScoped
public class Connectors {
    private final TenantTransactions transactions;
    private final ConnectorRepository repository;
    private final ConnectorReadRepository reads;
    private final DeletedConnectorRepository deleted;
    private final ScheduleRepository schedules;
    private final CredentialVersionRepository versions;
    private final Vault vault;
    private final RunControl runs;
    private final Reservations reservations;
    private final Audit audit;
    private final Purges purges;
    private final DeletionConfig deletion;
    private final InstantSource clock;

    Connectors(
            @DataSource("api") TenantTransactions transactions,
            ConnectorRepository repository,
            ConnectorReadRepository reads,
            DeletedConnectorRepository deleted,
            ScheduleRepository schedules,
            CredentialVersionRepository versions,
            Vault vault,
            RunControl runs,
            Reservations reservations,
            Audit audit,
            Purges purges,
            DeletionConfig deletion,
            InstantSource clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.reads = reads;
        this.deleted = deleted;
        this.schedules = schedules;
        this.versions = versions;
        this.vault = vault;
        this.runs = runs;
        this.reservations = reservations;
        this.audit = audit;
        this.purges = purges;
        this.deletion = deletion;
        this.clock = clock;
    }

    /** The connectors of one tenant. */
    public TenantConnectors in(Tenant tenant) {
        return new TenantConnectors(
                new Desk(
                tenant,
                transactions,
                repository,
                reads,
                deleted,
                schedules,
                versions,
                vault,
                runs,
                reservations,
                audit,
                purges,
                deletion,
                clock));
    }
}
