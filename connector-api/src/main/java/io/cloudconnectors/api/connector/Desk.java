package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.SealedCredential;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the connectors of one tenant are worked on with.
 *
 * @param terms what the request says about how
 * @param tools the same for all tenants
 */
record Desk(Tenant tenant, Terms terms, TenantTransactions transactions, Tools tools) {

    /** Does some work in one transaction of the tenant. */
    <T> T inTransaction(Supplier<T> work) {
        return transactions.call(tenant, work);
    }

    /** Reads in one transaction of the tenant. */
    <T> T reading(Supplier<T> work) {
        return transactions.read(tenant, work);
    }

    /**
     * Writes a connector in one transaction of the tenant.
     *
     * @throws ProblemException DUPLICATE_NAME or DUPLICATE_ACCOUNT, where the database finds one
     */
    <T> T writing(ConnectorSpec spec, Supplier<T> work) {
        try {
            return inTransaction(work);
        } catch (DuplicateConnectorException e) {
            throw new ProblemException(e.problem(spec.provider()));
        }
    }

    /**
     * A live connector as it is read; inside a transaction.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    ConnectorRow row(UUID id) {
        return tools.reads().find(tenant, id).orElseThrow(Ids::connectorNotFound);
    }

    /**
     * A live connector that may be changed, locked until the transaction ends.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND, PRECONDITION_FAILED
     */
    Connector lock(UUID id) {
        Connector connector = tools.repository().lock(tenant, id).orElseThrow(Ids::connectorNotFound);
        terms.ifMatch().check(connector.version());
        return connector;
    }

    /**
     * A cheap look before the vault is asked; the unique index has the last word.
     *
     * @throws ProblemException DUPLICATE_NAME or DUPLICATE_ACCOUNT
     */
    void refuseDuplicates(UUID id, ConnectorSpec spec) {
        reading(() -> tools.reads().duplicate(tenant, id, spec)).ifPresent(key -> {
            throw new ProblemException(key.problem(spec.provider()));
        });
    }

    /**
     * Seals a credential version; outside of any transaction.
     *
     * @throws ProblemException VAULT_UNAVAILABLE
     */
    SealedCredential seal(UUID id, CredentialReference wanted, ProviderSecret secret) {
        return seal(wanted, secret.write(id));
    }

    /** The same, of a write that says more. */
    SealedCredential seal(CredentialReference wanted, CredentialWrite write) {
        return tools.vault().seal(tenant, wanted, write);
    }

    /** Gives up the versions of a credential that are beyond what is kept; inside a transaction. */
    void retireOldest(UUID id) {
        tools.versions()
                .retireOldest(tenant, id)
                .forEach(retired -> tools.audit().record(tenant, AuditAction.CREDENTIAL_SHREDDED, id, retired, null));
    }

    /** The time, as PostgreSQL keeps it: to the microsecond. */
    Instant now() {
        return tools.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
