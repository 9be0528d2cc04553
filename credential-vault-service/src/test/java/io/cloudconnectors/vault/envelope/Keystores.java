package io.cloudconnectors.vault.envelope;

import com.github.benmanes.caffeine.cache.Ticker;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** The production classes of this package for tests elsewhere, without a container, over real and empty databases. */
public final class Keystores {
    private Keystores() {}

    /** One instance of the vault, as far as this package goes. */
    public record Parts(
            Envelope envelope,
            TenantKeys tenantKeys,
            Rewrapping rewrapping,
            KeystoreRepository repository,
            RetiredKeys retired,
            SimpleMeterRegistry metrics) {

        /** How many records of an older state were found, of that kind. */
        public double rollbacks(String record) {
            return metrics.counter("vault.rollbacks", "record", record).count();
        }
    }

    /** Databases as they are before the first start, but migrated. */
    public static void recreate() {
        TestServers.postgres().recreate(Database.VAULT);
        TestServers.postgres().recreate(Database.VAULT_KEYSTORE);
        migrate(Role.VAULT_OWNER, "db/vault");
        migrate(Role.VAULT_KEYSTORE_OWNER, "db/keystore");
    }

    /** A new KEK, from a file of its own. */
    public static Kek newKek() {
        try {
            Path file = Files.createTempDirectory("kek").resolve("kek.json");
            KeysetFileKek.generate(file);
            return KeysetFileKek.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void migrate(Role owner, String migrations) {
        Flyway.configure()
                .dataSource(TestServers.postgres().login(owner).dataSource())
                .locations(migrations)
                .load()
                .migrate();
    }

    /** Both databases without a row; the databases of {@link #recreate}. */
    public static void empty() {
        execute(Database.VAULT, "TRUNCATE credential_version, credential_use, retired_key");
        execute(
                Database.VAULT_KEYSTORE,
                "TRUNCATE tenant_key, data_key, fingerprint_key, tenant_state, retired_key, rotation, kek_check");
    }

    /** As somebody who writes the database past the vault. */
    public static void execute(Database database, String... statements) {
        try (Connection connection = TestServers.postgres().superuser(database).connect()) {
            for (String sql : statements) {
                connection.createStatement().execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what a query finds, past every grant. */
    public static List<String> strings(Database database, String sql) {
        try (Connection connection = TestServers.postgres().superuser(database).connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                read.add(rows.getString(1));
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static AgroalDataSource keystore() {
        return PlainDataSource.of(TestServers.postgres().login(Role.VAULT_KEYSTORE_APP));
    }

    public static AgroalDataSource vault() {
        return PlainDataSource.of(TestServers.postgres().login(Role.VAULT_APP));
    }

    public static Parts instance(KekRing keks, AgroalDataSource keystore, AgroalDataSource vault) {
        return instance(keks, keystore, vault, Duration.ofMinutes(1), 100, Ticker.systemTicker());
    }

    public static Parts instance(
            KekRing keks,
            AgroalDataSource keystore,
            AgroalDataSource vault,
            Duration keptFor,
            int keptAtMost,
            Ticker ticker) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        KeystoreRepository repository = new KeystoreRepository(keystore, InstantSource.system());
        RetiredKeys retired = new RetiredKeys(keystore, vault);
        TenantKeys tenantKeys =
                new TenantKeys(keks, repository, retired, new Rollbacks(metrics), keptFor, keptAtMost, ticker);
        Envelope envelope = new Envelope(tenantKeys, repository);
        Rewrapping rewrapping = new Rewrapping(keks, tenantKeys, envelope, repository, retired);
        return new Parts(envelope, tenantKeys, rewrapping, repository, retired, metrics);
    }

    /** What an instance does when it starts. */
    public static void start(KekRing keks, Parts parts) {
        new KekCheck(keks, parts.repository(), parts.retired()).verify();
    }
}
