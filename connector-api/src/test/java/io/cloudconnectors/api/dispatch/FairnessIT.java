package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.lease.LeaseFixture;
import io.cloudconnectors.api.run.RunControl.Start;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One tenant's thousand connectors, made in bulk and all due at once, and what they mean for its neighbour. */
class FairnessIT {
    private static final int BULK = 1000;
    private static final int PER_TENANT = 10;
    /** How many of the bulk come to their lease before the neighbour's. */
    private static final int COMING = 40;

    private final EngineDatabases databases = EngineDatabases.fresh();
    private final OutboxRelay relay = DispatchFixture.relay(databases, Kafka.clients());
    private final LeaseFixture pollers = new LeaseFixture(databases, PER_TENANT, 0);

    @Test
    void aManualRunPassesAThousandRunsOfAnotherTenantAtEachStationOfItsWay() throws Exception {
        new TopicSetup(Kafka.clients(), Kafka.config()).ensure();
        databases.crowd();
        databases.run("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot)
                SELECT id, tenant, true, now() - interval '1 minute', 3600, 4711 FROM connector LIMIT ?
                """, BULK);
        UUID neighbour = databases.connector("neighbour");
        UUID neighbourOnSchedule = databases.dueConnector("neighbour", Duration.ofSeconds(1));
        ClaimRepository claims = new ClaimRepository(
                databases.engine(), EngineDatabases.JSON, DispatchFixture.config(Map.of("dispatch.batch", "100")));

        // Half of the bulk is claimed and stands in the outbox, unsent; the other half is due.
        List<OutboxRow> claimed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            claimed.addAll(claims.claim().messages());
        }
        UUID manual =
                ((Start.Queued) DispatchFixture.runs(databases, relay).start("neighbour", neighbour, null)).runId();

        // Kafka: it is there, on the topic on which no scheduled run ever stands.
        var record =
                Kafka.await(Topics.RUNS_INTERACTIVE, r -> neighbour.toString().equals(r.key()));
        assertThat(EngineDatabases.JSON
                        .readValue(record.value(), RunRequest.class)
                        .runId())
                .isEqualTo(manual);
        assertThat(claimed).hasSize(5 * 100).allMatch(row -> row.topic().equals(Topics.RUNS_SCHEDULED));

        // Pollers: they take as many of the bulk as one tenant may have, and put the others aside at once.
        long going = claimed.stream()
                .limit(COMING)
                .filter(row -> pollers.lease(run(row)))
                .count();
        assertThat(going).isEqualTo(PER_TENANT);
        assertThat(pollers.lease(manual)).isTrue();

        // The neighbour's scheduled run is claimed with the rest of the bulk and does not wait for it, either.
        for (var batch = claims.claim(); !batch.messages().isEmpty(); batch = claims.claim()) {
            claimed.addAll(batch.messages());
        }
        OutboxRow scheduled = claimed.stream()
                .filter(row -> row.key().equals(neighbourOnSchedule.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(claimed).hasSize(BULK + 1);
        assertThat(pollers.lease(run(scheduled))).isTrue();
        assertThat(databases.one(Long.class, "SELECT count(*) FROM run WHERE state = 'QUEUED' AND held_by = 'TENANT'"))
                .isEqualTo(COMING - PER_TENANT);
    }

    private static UUID run(OutboxRow row) {
        try {
            return UUID.fromString(
                    EngineDatabases.JSON.readTree(row.payload()).get("runId").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
