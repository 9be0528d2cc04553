package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.contracts.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static EngineDatabases databases;
    private static ClaimRepository claims;
    private static OutboxRelay relay;

    @BeforeAll
    static void migrate() throws InterruptedException {
        databases = EngineDatabases.fresh();
        claims = new ClaimRepository(databases.engine(), EngineDatabases.JSON, DispatchFixture.config(Map.of()));
        relay = DispatchFixture.relay(databases, Kafka.clients());
        new TopicSetup(Kafka.clients(), Kafka.config()).ensure();
    }

    @BeforeEach
    void nothingWaits() {
        databases.run("UPDATE schedule SET next_run_at = now() + interval '1 hour'");
        databases.run("DELETE FROM outbox");
    }

    @Test
    void aTickSendsWhatIsDueAndForgetsWhatKafkaHas() throws InterruptedException {
        UUID one = databases.dueConnector("acme", Duration.ofMinutes(1));
        UUID other = databases.dueConnector("acme", Duration.ofMinutes(1));
        var dispatcher = new Dispatcher(
                new ClaimRepository(
                        databases.engine(),
                        EngineDatabases.JSON,
                        DispatchFixture.config(Map.of("dispatch.batch", "1"))),
                relay,
                new SimpleMeterRegistry());

        dispatcher.tick();

        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, one.toString())).isEqualTo(1);
        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, other.toString())).isEqualTo(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void whatAnInstanceLeftBehindIsSentOnceItsClaimLapses() throws InterruptedException {
        UUID connector = databases.dueConnector("acme", Duration.ofMinutes(1));
        claims.claim(); // and the instance is killed before it sends

        relay.sendLeftBehind();
        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, connector.toString())).isZero();

        databases.run("UPDATE outbox SET claimed_until = now() - interval '1 second'");
        relay.sendLeftBehind();

        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, connector.toString())).isEqualTo(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void whatAnInstanceSentAndDidNotForgetIsSentAgain() throws InterruptedException {
        UUID connector = databases.dueConnector("acme", Duration.ofMinutes(1));
        var messages = claims.claim().messages();
        databases.run("CREATE TABLE kept AS SELECT * FROM outbox");
        relay.send(messages);
        databases.run("INSERT INTO outbox OVERRIDING SYSTEM VALUE SELECT * FROM kept"); // the delete never happened
        databases.run("DROP TABLE kept");

        databases.run("UPDATE outbox SET claimed_until = now() - interval '1 second'");
        relay.sendLeftBehind();

        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, connector.toString())).isEqualTo(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void whileKafkaIsAwayOneBatchAtMostIsClaimedAndNothingIsLost() {
        databases.dueConnector("acme", Duration.ofMinutes(1));
        databases.dueConnector("acme", Duration.ofMinutes(1));
        var away = Kafka.clientsOfNobody();
        var dispatcher = new Dispatcher(
                new ClaimRepository(
                        databases.engine(),
                        EngineDatabases.JSON,
                        DispatchFixture.config(Map.of("dispatch.batch", "1"))),
                DispatchFixture.relay(databases, away),
                new SimpleMeterRegistry());

        assertThatThrownBy(dispatcher::tick).isInstanceOf(KafkaAwayException.class);

        assertThat(waiting()).isEqualTo(1);
        assertThat(databases.one(Long.class, "SELECT count(*) FROM schedule WHERE next_run_at <= now()"))
                .isEqualTo(1);
    }

    @Test
    void aFullOutboxHoldsWhatIsDueUntilItHasRoomAndNotWhatPeopleStart() throws InterruptedException {
        UUID due = databases.dueConnector("acme", Duration.ofMinutes(1));
        UUID byHand = databases.connector("acme");
        databases.run("""
                INSERT INTO outbox (topic, message_key, payload, claimed_until)
                SELECT 'connector_changes', 'k', '{}', now() + interval '1 hour' FROM generate_series(1, 3)
                """);
        var config = DispatchFixture.config(Map.of("dispatch.outbox-bound", "3"));
        var bounded = new OutboxRelay(
                Kafka.clients(), new OutboxRepository(databases.engine(), EngineDatabases.JSON, config));
        var dispatcher = new Dispatcher(
                new ClaimRepository(databases.engine(), EngineDatabases.JSON, config),
                bounded,
                new SimpleMeterRegistry());

        dispatcher.tick();
        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, due.toString())).isZero();
        DispatchFixture.runs(databases, bounded).start("acme", byHand, null);
        Kafka.await(Topics.RUNS_INTERACTIVE, record -> byHand.toString().equals(record.key()));

        databases.run("DELETE FROM outbox");
        dispatcher.tick();
        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, due.toString())).isEqualTo(1);
    }

    private static long waiting() {
        return databases.one(Long.class, "SELECT count(*) FROM outbox");
    }
}
