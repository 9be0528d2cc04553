package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.envelope.PlainDataSource;
import io.cloudconnectors.vault.time.TestClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/** The audit log of one process of the vault, without the rest of it, over a database that is made anew. */
final class Chains implements AutoCloseable {
    final TestClock clock = new TestClock();
    final AnchoringConfig config;
    final AuditRepository repository;
    final ChainRepository chains;
    final Unanchored unanchored;
    final AuditLog log;

    private Chains(AnchoringConfig config) {
        var database = PlainDataSource.of(TestServers.postgres().login(Role.VAULT_APP));
        this.config = config;
        this.repository = new AuditRepository(database);
        this.chains = new ChainRepository(database);
        this.unanchored = new Unanchored(config, clock);
        this.log = new AuditLog(repository, unanchored, clock);
        log.onStart(new StartupEvent());
    }

    /** Of the first process. */
    static Chains inANewDatabase(AnchoringConfig config) {
        TestServers.postgres().recreate(Database.VAULT);
        Flyway.configure()
                .dataSource(TestServers.postgres().login(Role.VAULT_OWNER).dataSource())
                .locations("db/vault")
                .load()
                .migrate();
        return new Chains(config);
    }

    /** Of another process over the same database. */
    static Chains ofAnotherProcess(AnchoringConfig config) {
        return new Chains(config);
    }

    /** Each record is a commit of its own. */
    void write(int records) {
        for (int i = 0; i < records; i++) {
            log.append(entry("poller-service", UUID.randomUUID()));
        }
    }

    static AuditEntry entry(String actor, UUID credential) {
        return new AuditEntry(
                actor,
                AuditEntry.Action.REVEAL,
                AuditEntry.ALLOWED,
                "acme",
                UUID.randomUUID(),
                credential,
                1,
                UUID.randomUUID(),
                1);
    }

    /** What waits to be anchored, as if Kafka had it now. */
    Map<UUID, VaultAuditAnchor> anchored() {
        List<VaultAuditAnchor> heads = unanchored.take();
        unanchored.anchored(heads);
        return heads.stream().collect(Collectors.toMap(VaultAuditAnchor::chain, Function.identity()));
    }

    /** Past every grant and trigger. */
    static void tamper(String... statements) throws SQLException {
        try (Connection superuser =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() {
        try {
            log.onStop(new ShutdownEvent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As in production, but for the brokers. */
    static AnchoringConfig config(String bootstrapServers) {
        return config(bootstrapServers, 1000);
    }

    static AnchoringConfig config(String bootstrapServers, int records) {
        return new AnchoringConfig() {
            @Override
            public boolean enabled() {
                return true;
            }

            @Override
            public String bootstrapServers() {
                return bootstrapServers;
            }

            @Override
            public Duration every() {
                return Duration.ofSeconds(10);
            }

            @Override
            public int records() {
                return records;
            }

            @Override
            public Duration look() {
                return Duration.ofHours(1);
            }

            @Override
            public Duration deliveryTimeout() {
                return Duration.ofSeconds(10);
            }
        };
    }
}
