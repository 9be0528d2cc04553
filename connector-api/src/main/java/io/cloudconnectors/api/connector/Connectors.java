package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.idempotency.Reservations;
import io.cloudconnectors.api.precondition.IfMatchHeader;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * All connectors; narrow them to a tenant to do anything with them. Below {@link #in} nothing takes a tenant, so a
 * look across tenants cannot be written, and row-level security would show nothing if it could.
 */
@ApplicationScoped
public class Connectors {
    private final TenantTransactions transactions;
    private final Tools tools;
    private final IfMatchHeader ifMatch;
    private final Reservations requested;

    Connectors(
            @DataSource("api") TenantTransactions transactions,
            Tools tools,
            IfMatchHeader ifMatch,
            Reservations requested) {
        this.transactions = transactions;
        this.tools = tools;
        this.ifMatch = ifMatch;
        this.requested = requested;
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
        return new Desk(tenant, terms, transactions, tools);
    }
}
