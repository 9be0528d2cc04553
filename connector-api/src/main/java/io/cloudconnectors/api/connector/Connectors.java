package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.Audit;
import io.cloudconnectors.api.credential.CredentialVersionRepository;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.idempotency.Reservations;
import io.cloudconnectors.api.precondition.IfMatchHeader;
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
    private final DraftReservations reservations;
    private final Audit audit;
    private final Purges purges;
    private final DeletionConfig deletion;
    private final IfMatchHeader ifMatch;
    private final Reservations requested;
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
            DraftReservations reservations,
            Audit audit,
            Purges purges,
            DeletionConfig deletion,
            IfMatchHeader ifMatch,
            Reservations requested,
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
        this.ifMatch = ifMatch;
        this.requested = requested;
        this.clock = clock;
    }

    /**
     * The connectors of one tenant, to be worked on as the current request says.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException INVALID_HEADER, PRECONDITION_REQUIRED
     */
    public TenantConnectors in(Tenant tenant) {
        return new TenantConnectors(desk(tenant, new Terms(ifMatch.ofRequest(), requested.ofRequest())));
    }

    /** What the connectors of one tenant are worked on with. */
    Desk desk(Tenant tenant, Terms terms) {
        return new Desk(
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
                terms,
                clock);
    }
}
