package io.cloudconnectors.bench.vault;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.cloudconnectors.bench.BenchStack;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Login;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import java.sql.SQLException;
import java.util.Map;

/**
 * The vault as it is packaged with what it needs (PostgreSQL with fsync on, Kafka, the keys of those who sign tokens), and the way to its databases and its KEK for what is measured without HTTP.
 */
record VaultBed(Issuers issuers, BenchStack bench, Kek kek, AgroalDataSource keystore, AgroalDataSource vault)
        implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final String UNLIMITED = "1000000000";

    /** All pollers together are one client of the vault: its caps count as they do otherwise, and never say no. */
    private static final Map<String, String> SETTINGS = Map.of(
            "VAULT_RATE_LIMIT_REVEAL_PER_MINUTE", UNLIMITED,
            "VAULT_RATE_LIMIT_WRITE_PER_MINUTE", UNLIMITED,
            // So that a rotation ends soon after its last key, and not two minutes later.
            "VAULT_ROTATION_GRACE", "5S");

    static VaultBed start() {
        Issuers issuers = Issuers.start();
        BenchStack bench = BenchStack.start(
                state -> StackOptions.ofVault(state).with("vault", SETTINGS).with("vault", issuers.environment()));
        Stack stack = bench.stack();
        return new VaultBed(
                issuers,
                bench,
                KeysetFileKek.load(stack.secrets().kekFile()),
                pool(stack.login(Role.VAULT_KEYSTORE_APP)),
                pool(stack.login(Role.VAULT_APP)));
    }

    private static AgroalDataSource pool(Login login) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(login.url())
                                    .principal(new NamePrincipal(login.user()))
                                    .credential(
                                            new SimplePassword(login.password().value())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Stack stack() {
        return bench.stack();
    }

    Login superuserOfTheKeystore() {
        return stack().superuser(Database.VAULT_KEYSTORE);
    }

    Login superuserOfTheVault() {
        return stack().superuser(Database.VAULT);
    }

    @Override
    public void close() {
        keystore.close();
        vault.close();
        bench.close();
        issuers.close();
    }
}
