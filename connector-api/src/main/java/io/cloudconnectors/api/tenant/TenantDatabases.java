package io.cloudconnectors.api.tenant;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The two databases that the public API reads, both under row-level security. */
@ApplicationScoped
class TenantDatabases {

    /** Connectors, schedules and runs. */
    @Produces
    @Singleton
    @io.quarkus.agroal.DataSource("api")
    TenantTransactions connectors(@io.quarkus.agroal.DataSource("api") AgroalDataSource dataSource) {
        return new TenantTransactions(dataSource);
    }

    /** Assets. */
    @Produces
    @Singleton
    @io.quarkus.agroal.DataSource("inventory-api")
    TenantTransactions inventory(@io.quarkus.agroal.DataSource("inventory-api") AgroalDataSource dataSource) {
        return new TenantTransactions(dataSource);
    }
}
