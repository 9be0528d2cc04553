package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.NOW;
import static io.cloudconnectors.api.result.Events.asset;
import static io.cloudconnectors.api.result.Events.chunk;
import static io.cloudconnectors.api.result.Events.seen;
import static io.cloudconnectors.api.result.Events.succeeded;
import static io.cloudconnectors.api.result.Events.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.loop.Loop;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultConsumerIT {
    private static EngineDatabases databases;
    private static ResultFixture fixture;
    private static KafkaClients clients;
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private Loop loop;
    private ResultConsumer consumer;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        fixture = new ResultFixture(databases);
        clients = Kafka.clients();
    }

    @BeforeEach
    void consume() {
        var meters = new SimpleMeterRegistry();
        var handler = fixture.handler(
                new SometimesAway(databases.engine()), new SometimesAway(databases.inventory()), meters);
        consumer = ResultFixture.consumer(clients, handler, meters);
        loop = Loop.start("results", Duration.ofMillis(1), consumer::step);
    }

    @AfterEach
    void stop() {
        loop.close();
        consumer.close();
    }

    @Test
    void aRunComesInFromKafka() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));

        send(chunk(run, 0, vpc("vpc-1")));
        send(chunk(run, 1, vpc("vpc-2")));
        send(seen(run, 2, 2, NOW));
        send(succeeded(run, 1));

        eventually().until(() -> databases.run(run.runId(), "state").equals("SUCCEEDED"));
        assertThat(databases.run(run.runId(), "assets_seen")).isEqualTo("2");
    }

    @Test
    void aRecordThatCannotBeReadIsPutAsideAndBlocksNothing() throws Exception {
        UUID connector = databases.connector("acme");
        Origin run = fixture.leased(connector);

        clients.producer()
                .send(new ProducerRecord<>(
                        Topics.RESULTS, connector.toString(), "no json".getBytes(StandardCharsets.UTF_8)))
                .get();
        send(succeeded(run, 0));

        eventually().until(() -> databases.run(run.runId(), "state").equals("SUCCEEDED"));
        var letter = Kafka.await(Topics.DEAD_LETTERS, r -> connector.toString().equals(r.key()));
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("no json");
        assertThat(letter.headers().lastHeader("reason").value()).asString().contains("not a result event");
        assertThat(letter.headers().lastHeader("topic").value()).asString().isEqualTo(Topics.RESULTS);
        assertThat(letter.headers().lastHeader("offset").value()).asString().containsOnlyDigits();
    }

    @Test
    void aRecordThatIsLargerUnpackedThanAnyTopicTakesBlocksNothing() throws Exception {
        UUID connector = databases.connector("acme");
        Origin run = fixture.leased(connector);
        byte[] noJson = "x".repeat(3 << 20).getBytes(StandardCharsets.UTF_8);

        clients.packingProducer()
                .send(new ProducerRecord<>(Topics.RESULTS, connector.toString(), noJson))
                .get();
        send(succeeded(run, 0));

        eventually().until(() -> databases.run(run.runId(), "state").equals("SUCCEEDED"));
        var letter = Kafka.await(Topics.DEAD_LETTERS, r -> connector.toString().equals(r.key()));
        assertThat(letter.value()).isEqualTo(noJson);
    }

    @Test
    void aChunkThatTheDatabaseCannotHoldIsPutAsideAndItsSliceIsBlind() throws Exception {
        UUID connector = databases.connector("acme");
        Origin run = fixture.leased(connector);
        UUID neighbour = databases.connector("acme");
        Origin neighboursRun = fixture.leased(neighbour);

        send(chunk(neighboursRun, 0, vpc("vpc-1")));
        send(chunk(run, 0, asset(Events.VPC, "vpc-nul", "a\u0000b")));
        send(seen(run, 1, 1, NOW));
        send(succeeded(run, 1));
        send(seen(neighboursRun, 1, 1, NOW));
        send(succeeded(neighboursRun, 1));

        eventually().until(() -> databases.run(run.runId(), "state").equals("PARTIAL"));
        eventually().until(() -> databases.run(neighboursRun.runId(), "state").equals("SUCCEEDED"));
        var letter = Kafka.await(Topics.DEAD_LETTERS, r -> connector.toString().equals(r.key()));
        assertThat(letter.headers().lastHeader("reason").value()).asString().contains("SQLSTATE 22");
    }

    @Test
    void whileADatabaseIsAwayNothingIsPassedOver() throws Exception {
        Origin run = fixture.leased(databases.connector("acme"));
        away.set(true);

        send(chunk(run, 0, vpc("vpc-1")));
        send(seen(run, 1, 1, NOW));
        send(succeeded(run, 1));
        eventually().until(() -> refused.get() > 2);
        assertThat(databases.run(run.runId(), "state")).isEqualTo("RUNNING");

        away.set(false);
        eventually().until(() -> databases.run(run.runId(), "state").equals("SUCCEEDED"));
        assertThat(databases.run(run.runId(), "assets_created")).isEqualTo("1");
    }

    @Test
    void afterAnErrorNothingIsPassedOver() throws Exception {
        Origin before = fixture.leased(databases.connector("acme"));
        Origin run = fixture.leased(databases.connector("acme"));
        send(succeeded(before, 0));
        eventually().until(() -> databases.run(before.runId(), "state").equals("SUCCEEDED"));
        broken.set(true);

        send(chunk(run, 0, vpc("vpc-1")));
        send(seen(run, 1, 1, NOW));
        send(succeeded(run, 1));

        eventually().until(() -> databases.run(run.runId(), "state").equals("SUCCEEDED"));
        assertThat(databases.run(run.runId(), "assets_created")).isEqualTo("1");
    }

    private static void send(ResultEvent event) throws Exception {
        String key = event.origin().connectorId().toString();
        byte[] value = EngineDatabases.JSON.writerFor(ResultEvent.class).writeValueAsBytes(event);
        clients.producer()
                .send(new ProducerRecord<>(Topics.RESULTS, key, value))
                .get();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    /** A database that refuses connections while it is told to. */
    private final class SometimesAway implements DataSource {
        private final DataSource real;

        SometimesAway(DataSource real) {
            this.real = real;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (broken.getAndSet(false)) {
                throw new StackOverflowError("once");
            }
            if (away.get()) {
                refused.incrementAndGet();
                throw new SQLException("The connection was refused", "08001");
            }
            return real.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return real.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            real.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            real.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return real.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return real.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return real.isWrapperFor(type);
        }
    }
}
