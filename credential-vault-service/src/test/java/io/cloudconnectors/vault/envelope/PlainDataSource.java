package io.cloudconnectors.vault.envelope;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.cloudconnectors.local.servers.Login;
import java.sql.SQLException;

/** The pool that the services use, made by hand. */
public final class PlainDataSource {
    private PlainDataSource() {}

    public static AgroalDataSource of(Login login) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(8)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(login.url())
                                    .principal(new NamePrincipal(login.user()))
                                    .credential(
                                            new SimplePassword(login.password().value())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
