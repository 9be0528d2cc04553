package io.cloudconnectors.api.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.contracts.CredentialExpiring;
import io.cloudconnectors.contracts.Provider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Warnings of the end of credentials: the time is the database's, so the ends are moved. */
class ExpiryWarningsIT {
    private static final Path GOLDEN = Path.of(
            System.getProperty("cloudconnectors.home"), "contracts/src/test/resources/golden/credential-expiring.json");

    private static EngineDatabases databases;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private UUID connector;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
    }

    @BeforeEach
    void anotherConnector() {
        databases.run("DELETE FROM outbox");
        databases.run("DELETE FROM credential_version");
        connector = databases.connector("acme");
        databases.credentialVersion(connector, 1, null);
    }

    @Test
    void eachThresholdIsToldOnce() {
        endsIn("60 days 1 minute");
        sweep();
        assertThat(told()).isEmpty();

        for (String left : List.of("60 days", "59 days", "30 days 1 minute")) {
            endsIn(left);
            sweep();
            sweep();
            assertThat(told()).as(left).containsExactly(60);
        }
        for (String left : List.of("30 days", "7 days 1 minute")) {
            endsIn(left);
            sweep();
            assertThat(told()).as(left).containsExactly(60, 30);
        }
        endsIn("7 days");
        sweep();
        assertThat(told()).containsExactly(60, 30, 7);

        for (String left : List.of("24 hours", "1 hour", "-1 hour", "-90 days")) {
            endsIn(left);
            sweep();
        }
        assertThat(told()).containsExactly(60, 30, 7, 1);
        assertThat(meters.get("credential.expiry.warnings")
                        .tag("days", "7")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void ofThresholdsThatWereCrossedTogetherTheNearestIsTold() {
        endsIn("5 days");
        sweep();
        assertThat(told()).containsExactly(7);

        endsIn("12 hours");
        sweep();
        assertThat(told()).containsExactly(7, 1);
    }

    @Test
    void theEventIsTheOneOfTheContract() throws Exception {
        endsIn("6 days");

        sweep();

        String payload =
                databases.one(String.class, "SELECT payload::text FROM outbox WHERE topic = 'connector_changes'");
        ObjectNode event = (ObjectNode) EngineDatabases.JSON.readTree(payload);
        Instant end = databases
                .one(
                        OffsetDateTime.class,
                        "SELECT expires_at FROM credential_version WHERE connector_id = ?",
                        connector)
                .toInstant();
        assertThat(EngineDatabases.JSON
                        .treeToValue(event, CredentialExpiring.class)
                        .data())
                .isEqualTo(new CredentialExpiring.Data(connector, "acme", Provider.AWS, 1, 7, end));
        assertThat(event.path("id").textValue()).isEqualTo(connector + "/credential/1/" + end.getEpochSecond() + "/7");
        ObjectNode golden = (ObjectNode) EngineDatabases.JSON.readTree(GOLDEN.toFile());
        assertThat(event.path("time").textValue()).endsWith("Z");
        for (String ofThisOne : List.of("id", "subject", "time")) {
            golden.set(ofThisOne, event.get(ofThisOne));
        }
        golden.set("data", event.get("data"));
        assertThat(event).isEqualTo(golden);
        assertThat(databases.one(String.class, "SELECT message_key FROM outbox"))
                .isEqualTo(connector.toString());
    }

    @Test
    void whateverStartsOrSweepsAtTheSameTimeTellsOnce() throws Exception {
        endsIn("20 days");
        for (int i = 0; i < 40; i++) {
            UUID other = databases.connector("crowd");
            databases.credentialVersion(other, 1, OffsetDateTime.now().plusDays(3));
        }
        Callable<Boolean> instance = () -> {
            sweep();
            return true;
        };

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var sweeping : threads.invokeAll(Collections.nCopies(8, instance))) {
                assertThat(sweeping.get()).isTrue();
            }
        }

        assertThat(databases.one(Long.class, "SELECT count(*) FROM outbox")).isEqualTo(41);
        assertThat(databases.one(Long.class, "SELECT count(DISTINCT payload ->> 'id') FROM outbox"))
                .isEqualTo(41);
    }

    @Test
    void onlyTheCurrentVersionIsWarnedOf() {
        databases.run("UPDATE credential_version SET current = false WHERE connector_id = ?", connector);
        databases.run("UPDATE connector SET credential_version = 2 WHERE id = ?", connector);
        databases.credentialVersion(connector, 2, OffsetDateTime.now().plusDays(300));
        endsIn("5 days");

        sweep();
        assertThat(told()).isEmpty();

        databases.run("UPDATE credential_version SET current = false WHERE connector_id = ?", connector);
        databases.run("UPDATE credential_version SET current = true WHERE connector_id = ? AND version = 1", connector);
        sweep();
        assertThat(told()).containsExactly(7);
    }

    @Test
    void aDeletedConnectorIsNotWarnedOf() {
        endsIn("5 days");
        databases.run("UPDATE connector SET deleted_at = now() WHERE id = ?", connector);

        sweep();

        assertThat(told()).isEmpty();
    }

    @Test
    void afterAChangeOfTheThresholdsWhatWasToldIsNotToldAgain() {
        endsIn("25 days");
        sweep();
        assertThat(told()).containsExactly(30);

        sweep("45,14");
        assertThat(told()).containsExactly(30);
        endsIn("14 days");
        sweep("45,14");
        assertThat(told()).containsExactly(30, 14);
        endsIn("6 days");
        sweep("60,7,1");
        assertThat(told()).containsExactly(30, 14, 7);
    }

    @Test
    void amongManyTheCrossedOnesAreFoundByTheirIndex() {
        databases.crowd();
        databases.run("""
                INSERT INTO credential_version (connector_id, version, tenant, current, fingerprint, expires_at, created_at)
                SELECT id, 1, tenant, true, 'f', now() + random() * interval '700 days', now() FROM connector WHERE name LIKE 'crowd-%'
                """);
        sweep();
        databases.run("VACUUM ANALYZE credential_version");
        databases.run("VACUUM ANALYZE connector");

        ExpiryWarningRepository repository = repository("60,30,7,1");
        String plan = new Plans(databases.engine()).of(ExpiryWarningRepository.WARN, repository.values());

        assertThat(plan)
                .contains("Index Scan using credential_version_expiry")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
        databases.run("DELETE FROM credential_version WHERE tenant = 'crowd'");
        databases.run("DELETE FROM connector WHERE tenant = 'crowd' AND name LIKE 'crowd-%'");
    }

    private void sweep() {
        sweep("60,30,7,1");
    }

    /** Of an instance that started just now. */
    private void sweep(String days) {
        new ExpiryWarnings(config(days), repository(days), meters).sweep();
    }

    private static ExpiryWarningRepository repository(String days) {
        return new ExpiryWarningRepository(databases.engine(), EngineDatabases.JSON, config(days));
    }

    private static ExpiryConfig config(String days) {
        return Configs.of(
                ExpiryConfig.class, Map.of("credential-expiry.warn-days", days, "credential-expiry.batch", "10"));
    }

    private void endsIn(String left) {
        databases.run(
                "UPDATE credential_version SET expires_at = now() + ?::interval WHERE connector_id = ? AND version = 1",
                left,
                connector);
    }

    /** The thresholds of the events about the connector, in their order. */
    private List<Integer> told() {
        String days = databases.one(
                String.class,
                "SELECT COALESCE(string_agg(payload #>> '{data,daysLeft}', ' ' ORDER BY id), '') FROM outbox WHERE message_key = ?",
                connector.toString());
        return days.isEmpty()
                ? List.of()
                : Arrays.stream(days.split(" ")).map(Integer::valueOf).toList();
    }
}
