package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.tenant.Tenant;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** Stores connectors; each call stands inside a transaction of {@link io.cloudconnectors.api.tenant.TenantTransactions}. */
@ApplicationScoped
class ConnectorRepository implements PanacheRepositoryBase<Connector, UUID> {
    private static final String NAME_UNIQUE = "connector_name_unique";
    private static final String ACCOUNT_UNIQUE = "connector_account_unique";
    private static final String LIVE = "id = ?1 and tenant = ?2 and deletedAt is null";
    private static final String DELETED = "id = ?1 and tenant = ?2 and deletedAt is not null";
    /** By the clock that the purge goes by, the database's. */
    private static final String RESTORABLE = DELETED + " and purgeStartedAt is null and purgeAt > instant";

    /** A connector that is not deleted. */
    Optional<Connector> live(Tenant tenant, UUID id) {
        return find(LIVE, id, tenant.name()).firstResultOptional();
    }

    /** Those of these connectors that are not deleted. */
    List<Connector> live(Tenant tenant, Collection<UUID> ids) {
        return list("id in ?1 and tenant = ?2 and deletedAt is null", ids, tenant.name());
    }

    /** One connector, locked until the transaction ends. */
    Optional<Connector> lock(Tenant tenant, UUID id) {
        return find(LIVE, id, tenant.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** A deleted connector that can be restored, locked until the transaction ends. */
    Optional<Connector> lockRestorable(Tenant tenant, UUID id) {
        return find(RESTORABLE, id, tenant.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** A deleted connector of which something is left, locked until the transaction ends. */
    Optional<Connector> lockDeleted(Tenant tenant, UUID id) {
        return find(DELETED, id, tenant.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Whether the tenant has it or had it. */
    boolean exists(Tenant tenant, UUID id) {
        return count("id = ?1 and tenant = ?2", id, tenant.name()) > 0;
    }

    /** @throws DuplicateConnectorException when a live connector of the tenant has the name or the account */
    void insert(Connector connector) {
        persist(connector);
        write();
    }

    /**
     * Writes what was changed, now rather than at the end of the transaction.
     *
     * @throws DuplicateConnectorException when a live connector of the tenant has the name or the account
     */
    void write() {
        try {
            flush();
        } catch (ConstraintViolationException e) {
            throw duplicate(e);
        }
    }

    private static RuntimeException duplicate(ConstraintViolationException e) {
        String constraint = e.getConstraintName();
        if (NAME_UNIQUE.equals(constraint)) {
            return new DuplicateConnectorException(DuplicateConnectorException.Key.NAME, e);
        }
        if (ACCOUNT_UNIQUE.equals(constraint)) {
            return new DuplicateConnectorException(DuplicateConnectorException.Key.ACCOUNT, e);
        }
        return e;
    }
}
