package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.api.outcome.RunEndRepository;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.ConnectorStateChanged;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of states over real rows: what falls due after a run ended, and the events that tell of it. */
class StatesIT {
    private static final RunEnd DENIED = failed(ReasonCode.AWS_ASSUME_ROLE_DENIED);

    private static final Path GOLDEN = Path.of(
            System.getProperty("cloudconnectors.home"),
            "contracts/src/test/resources/golden/connector-state-changed.json");

    private static EngineDatabases databases;
    private static ClaimRepository claims;
    private static RunEndRepository ends;
    private static OutboxRelay relay;
    private UUID connector;

    @BeforeAll
    static void migrate() throws InterruptedException {
        databases = EngineDatabases.fresh();
        claims = new ClaimRepository(databases.engine(), EngineDatabases.JSON, DispatchFixture.config(Map.of()));
        ends = OutcomeFixture.ends(databases.engine());
        relay = DispatchFixture.relay(databases, Kafka.clients());
        new TopicSetup(Kafka.clients(), Kafka.config()).ensure();
    }

    @BeforeEach
    void online() {
        databases.run("UPDATE schedule SET next_run_at = now() + interval '1 hour'");
        databases.run("DELETE FROM outbox");
        connector = databases.connector("acme");
        databases.run(
                "UPDATE connector SET state = 'ONLINE', ever_online = true, reason = NULL WHERE id = ?", connector);
    }

    @Test
    void aPermanentErrorIsRecheckedAndThenConfirmed() throws Exception {
        end(RunTrigger.SCHEDULED, DENIED);

        assertThat(databases.connector(connector, "state || ' ' || health")).isEqualTo("ONLINE ERROR");
        assertThat(schedule()).isEqualTo("RECHECK 300 in 300");
        assertThat(events()).isZero();

        end(RunTrigger.RECHECK, DENIED);

        assertThat(databases.connector(connector, "state || ' ' || health")).isEqualTo("OFFLINE ERROR");
        assertThat(schedule()).isEqualTo("PROBE 900 in 900");
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void eachTransitionReachesIntegratorsOnceAsACloudEvent() throws Exception {
        end(RunTrigger.SCHEDULED, DENIED);
        UUID confirmed = end(RunTrigger.RECHECK, DENIED);
        end(RunTrigger.PROBE, DENIED);
        UUID back = end(RunTrigger.PROBE, new RunEnd.Succeeded());
        end(RunTrigger.SCHEDULED, new RunEnd.Succeeded());

        relay.sendLeftBehind();
        relay.sendLeftBehind();

        assertThat(Kafka.all(Topics.CONNECTOR_CHANGES, connector.toString()))
                .allSatisfy(record -> assertThat(
                                record.headers().lastHeader("content-type").value())
                        .asString()
                        .isEqualTo("application/cloudevents+json"))
                .extracting(record -> EngineDatabases.JSON.readTree(record.value()))
                .filteredOn(event -> event.path("type").asText().equals(ConnectorStateChanged.TYPE))
                .containsExactlyInAnyOrder(
                        golden(1, confirmed, "ONLINE", "OFFLINE", "ERROR", "AWS_ASSUME_ROLE_DENIED"),
                        golden(2, back, "OFFLINE", "ONLINE", "OK", null));
    }

    @Test
    void aProbeThatSignsInQueuesAFullRun() throws Exception {
        end(RunTrigger.SCHEDULED, DENIED);
        end(RunTrigger.RECHECK, DENIED);
        end(RunTrigger.PROBE, DENIED);
        assertThat(schedule()).isEqualTo("PROBE 1800 in 1800");

        end(RunTrigger.PROBE, new RunEnd.Succeeded());

        assertThat(databases.connector(connector, "state")).isEqualTo("ONLINE");
        assertThat(databases.connector(connector, "last_success_at")).isNull();
        assertThat(schedule()).isEqualTo("SCHEDULED 0 in 0");
        end(RunTrigger.SCHEDULED, new RunEnd.Succeeded());
        assertThat(databases.schedule(connector, "run_seq")).isEqualTo("2");
    }

    @Test
    void aCheckThatFindsARunGoingIsPutOffAndNotRecorded() {
        databases.run(
                "UPDATE schedule SET mode = 'PROBE', check_seconds = 900, next_run_at = now() WHERE connector_id = ?",
                connector);
        databases.queuedRun(connector);

        var claim = claims.claim();

        assertThat(claim.messages()).isEmpty();
        assertThat(claim.skipped()).isZero();
        assertThat(schedule()).isEqualTo("PROBE 900 in 900");
        assertThat(databases.one(Long.class, "SELECT count(*) FROM run WHERE connector_id = ?", connector))
                .isEqualTo(1);
    }

    @Test
    void aFailureWithTheOldCredentialDecidesNothingAndTheNewOneIsTriedAtOnce() throws Exception {
        UUID run = claimed(RunTrigger.SCHEDULED);
        databases.run("UPDATE schedule SET changed = true WHERE connector_id = ?", connector);

        finish(run, DENIED);

        assertThat(databases.connector(connector, "state || ' ' || health")).isEqualTo("ONLINE OK");
        assertThat(schedule()).isEqualTo("SCHEDULED 0 in 0");
        assertThat(databases.schedule(connector, "changed")).isEqualTo("false");
    }

    /** Makes due what the schedule holds, claims it, and ends it so. */
    private UUID end(RunTrigger expected, RunEnd end) throws Exception {
        UUID run = claimed(expected);
        finish(run, end);
        return run;
    }

    private UUID claimed(RunTrigger expected) throws Exception {
        databases.run("UPDATE schedule SET next_run_at = now() WHERE connector_id = ?", connector);
        RunRequest request = EngineDatabases.JSON.readValue(
                claims.claim().messages().getFirst().payload(), RunRequest.class);
        assertThat(request.trigger()).isEqualTo(expected);
        assertThat(databases.run(request.runId(), "trigger")).isEqualTo(expected.name());
        return request.runId();
    }

    private void finish(UUID run, RunEnd end) {
        databases.run("""
                UPDATE run SET state = 'RUNNING', epoch = 1, started_at = now(), deadline_at = now() + interval '1 hour',
                               lease_expires_at = now() + interval '90 seconds'
                 WHERE id = ?
                """, run);
        assertThat(ends.finish(ends.open(run).orElseThrow(), end)).isTrue();
    }

    private String schedule() {
        return databases.schedule(
                connector,
                "(mode || ' ' || check_seconds || ' in ' || round(extract(epoch FROM next_run_at - now()) / 10) * 10)");
    }

    private long events() {
        return databases.one(
                Long.class,
                "SELECT count(*) FROM outbox WHERE topic = 'connector_changes' AND message_key = ? AND payload ->> 'type' = ?",
                connector.toString(),
                ConnectorStateChanged.TYPE);
    }

    /** The event as contracts has it, with these values: a member more or less would show. */
    private JsonNode golden(long sequence, UUID run, String from, String to, String health, @Nullable String reason)
            throws Exception {
        ObjectNode event = (ObjectNode) EngineDatabases.JSON.readTree(GOLDEN.toFile());
        String at = databases
                .one(OffsetDateTime.class, "SELECT finished_at FROM run WHERE id = ?", run)
                .toInstant()
                .toString();
        event.put("id", connector + "/" + sequence)
                .put("subject", connector.toString())
                .put("time", at)
                .put("sequence", "0000000000000000000" + sequence)
                .withObjectProperty("data")
                .put("connectorId", connector.toString())
                .put("tenant", "acme")
                .put("from", from)
                .put("to", to)
                .put("health", health)
                .put("reason", reason)
                .put("since", at);
        return event;
    }

    private static RunEnd failed(ReasonCode code) {
        return new RunEnd.Failed(new Reason(code, null, null, null, Instant.parse("2026-11-24T12:00:00Z")));
    }
}
