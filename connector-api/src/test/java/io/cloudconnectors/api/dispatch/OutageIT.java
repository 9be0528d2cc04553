package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Pool;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.kafka.KafkaConfig;
import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.run.RunControl;
import io.cloudconnectors.local.servers.EmbeddedPostgres;
import io.cloudconnectors.local.servers.ForkedKafka;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.KafkaTopic;
import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import io.cloudconnectors.local.servers.StartCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that die and come back, and a dispatch that is never started again. */
class OutageIT {
    private static final Map<String, String> CONFIG = Map.of("dispatch.batch", "1", "dispatch.outbox-bound", "2");

    @TempDir
    Path directory;

    @Test
    void whileKafkaIsAwayTheOutboxStaysBoundedPeopleStartRunsAndAllOfItArrives() throws Exception {
        var databases = EngineDatabases.fresh();
        UUID byHand = databases.connector("acme");
        List<Integer> ports = FreePorts.take(2);
        var settings = new ForkedKafka.Settings(
                directory,
                directory.resolve("kafka.log"),
                ports.getFirst(),
                ports.getLast(),
                KafkaTopic.ofTests(),
                StartCache.Mode.USE);
        ForkedKafka kafka = started(settings);
        KafkaClients clients = KafkaClients.of(Configs.of(
                KafkaConfig.class,
                Map.of(
                        "engine-kafka.bootstrap-servers",
                        kafka.bootstrapServers(),
                        "engine-kafka.delivery-timeout",
                        "2S")));
        OutboxRelay relay = relay(databases.engine(), clients);
        Dispatcher dispatcher = dispatcher(databases.engine(), relay);
        databases.dueConnector("acme", Duration.ofMinutes(1));
        dispatcher.tick();
        for (int i = 0; i < 5; i++) {
            databases.dueConnector("acme", Duration.ofMinutes(1));
        }
        kafka.process().stop(Signal.TERM, Duration.ZERO);

        assertThatThrownBy(dispatcher::tick).isInstanceOf(KafkaAwayException.class);
        assertThatThrownBy(dispatcher::tick).isInstanceOf(KafkaAwayException.class);
        dispatcher.tick(); // the outbox is full: nothing is claimed
        assertThat(due(databases)).isEqualTo(3);
        assertThat(runs(databases, relay).start("acme", byHand, null)).isInstanceOf(RunControl.Start.Queued.class);

        kafka = started(settings);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            databases.run("UPDATE outbox SET claimed_until = now()");
            relay.sendLeftBehind();
            return true;
        });
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            dispatcher.tick();
            return due(databases) == 0;
        });
        assertThat(databases.one(Long.class, "SELECT count(*) FROM outbox")).isZero();
        clients.producer().close(Duration.ZERO);
        kafka.process().stop(Signal.TERM, Duration.ZERO);
    }

    @Test
    void aPoolThatLostItsServerWorksOnceItIsBack() throws Exception {
        var settings = new EmbeddedPostgres.Settings(
                directory, directory.resolve("postgres.log"), FreePorts.one(), EmbeddedPostgres.Passwords.random());
        EmbeddedPostgres postgres = EmbeddedPostgres.durable(settings, Lifetime.OF_PARENT);
        postgres.awaitReady();
        var databases = EngineDatabases.on(postgres);
        databases.dueConnector("acme", Duration.ofMinutes(1));
        databases.dueConnector("acme", Duration.ofMinutes(1));
        try (var pool = Pool.of(databases.engine(), Duration.ofSeconds(30))) {
            ClaimRepository claims = claims(pool);
            assertThat(claims.claim().messages()).hasSize(1);
            postgres.process().stop(Signal.QUIT, Duration.ofSeconds(20));

            assertThatThrownBy(claims::claim).isInstanceOf(DatabaseException.class);

            postgres = EmbeddedPostgres.durable(settings, Lifetime.OF_PARENT);
            postgres.awaitReady();
            assertThat(claims.claim().messages()).hasSize(1);
            assertThat(due(databases)).isZero();
        } finally {
            postgres.process().stop(Signal.QUIT, Duration.ofSeconds(20));
        }
    }

    @Test
    void aBackendThatIsKilledInTheMiddleOfAClaimLeavesNothingHalfDone() throws Exception {
        var databases = EngineDatabases.fresh();
        databases.dueConnector("acme", Duration.ofMinutes(1));
        try (var pool = Pool.of(databases.engine(), Duration.ofSeconds(30));
                Connection blocking = databases.engine().getConnection()) {
            blocking.setAutoCommit(false);
            blocking.createStatement().execute("LOCK TABLE outbox IN SHARE MODE");
            ClaimRepository claims = claims(pool);
            var claiming = CompletableFuture.supplyAsync(claims::claim);
            await().atMost(Duration.ofSeconds(60)).until(() -> databases.one(Boolean.class, """
                    SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM schedule%'
                    """) != null);
            assertThatThrownBy(claiming::join).hasCauseInstanceOf(DatabaseException.class);
            blocking.rollback();

            assertThat(databases.one(Long.class, "SELECT count(*) FROM run")).isZero();
            assertThat(claims.claim().messages()).hasSize(1);
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUpAndAnotherConnectionIsMade() throws Exception {
        var databases = EngineDatabases.fresh();
        databases.dueConnector("acme", Duration.ofMinutes(1));
        try (var proxy = new SilentProxy(databases.engine());
                var pool = Pool.of(proxy.source(), Duration.ofSeconds(1))) {
            ClaimRepository claims = claims(pool);
            assertThat(claims.claim().messages()).hasSize(1);
            databases.dueConnector("acme", Duration.ofMinutes(1));
            proxy.fallSilent();

            assertThatThrownBy(claims::claim).isInstanceOf(DatabaseException.class);

            proxy.speakAgain();
            assertThat(claims.claim().messages()).hasSize(1);
        }
    }

    private static ForkedKafka started(ForkedKafka.Settings settings) {
        ForkedKafka kafka = ForkedKafka.durable(settings, Lifetime.OF_PARENT);
        kafka.awaitReady();
        return kafka;
    }

    private static ClaimRepository claims(DataSource source) {
        return new ClaimRepository(source, EngineDatabases.JSON, DispatchFixture.config(CONFIG));
    }

    private static OutboxRelay relay(DataSource source, KafkaClients clients) {
        return new OutboxRelay(
                clients, new OutboxRepository(source, EngineDatabases.JSON, DispatchFixture.config(CONFIG)));
    }

    private static Dispatcher dispatcher(DataSource source, OutboxRelay relay) {
        return new Dispatcher(claims(source), relay, new SimpleMeterRegistry());
    }

    private static RunControl runs(EngineDatabases databases, OutboxRelay relay) {
        return DispatchFixture.runs(databases, relay);
    }

    private static long due(EngineDatabases databases) {
        return databases.one(Long.class, "SELECT count(*) FROM schedule WHERE next_run_at <= now()");
    }
}
