package io.cloudconnectors.api.outcome;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.local.servers.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every answer that is not green says why, what to do, since when, and what it waits for. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class NonGreenIT {
    private static final Instant SEEN = Instant.parse("2026-11-24T12:00:00Z");
    private static final RunEnd DENIED =
            new RunEnd.Failed(new Reason(ReasonCode.AWS_ASSUME_ROLE_DENIED, "AccessDenied", "req-1", null, SEEN));
    private static final RunEnd UNREACHABLE = new RunEnd.Failed(new Reason(ReasonCode.NETWORK, null, null, null, SEEN));

    private final String tenant = Http.newTenant();
    private String id = "";

    @Test
    void aNewConnectorWaitsForItsFirstRun() {
        id = Http.create(tenant, "new").getString("id");

        JsonPath shown = explained("PENDING", "OK", "AWAITING_FIRST_RUN", "AWAITING");

        assertThat(shown.getString("schedule.waitingFor")).isEqualTo("AWAITING_FIRST_RUN");
        assertThat(untilNext(shown)).isCloseTo(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void aConnectorWithoutARoleWaitsForItAndForNoRun() {
        id = Http.createWithoutRole(tenant, "early").getString("id");

        JsonPath shown = explained("PENDING", "OK", "AWAITING_ROLE_ARN", "AWAITING");

        assertThat(shown.getString("schedule.waitingFor")).isEqualTo("AWAITING_ROLE_ARN");
        assertThat(shown.getString("schedule.nextRunAt")).isNull();
    }

    @Test
    void aConnectorThatIsOfflineWaitsForItsProbe() {
        id = Http.create(tenant, "denied").getString("id");

        ended(RunTrigger.SCHEDULED, DENIED);

        JsonPath shown = explained("OFFLINE", "ERROR", "AWS_ASSUME_ROLE_DENIED", "PERMANENT");
        assertThat(shown.getString("reason.providerCode")).isEqualTo("AccessDenied");
        assertThat(shown.getString("reason.providerRequestId")).isEqualTo("req-1");
        assertThat(shown.getString("reason.since")).isEqualTo(SEEN.toString());
        waitsFor(shown, "AWAITING_PROBE", Duration.ofMinutes(15));

        ended(RunTrigger.PROBE, UNREACHABLE);

        shown = explained("OFFLINE", "ERROR", "AWS_ASSUME_ROLE_DENIED", "PERMANENT");
        assertThat(shown.getString("reason.since")).isEqualTo(SEEN.toString());
        waitsFor(shown, "AWAITING_PROBE", Duration.ofMinutes(30));
    }

    @Test
    void aConnectorThatIsOfflineIsTriedWhenItIsEnabledAgain() {
        id = Http.create(tenant, "paused").getString("id");
        ended(RunTrigger.SCHEDULED, DENIED);
        enabled(false);

        enabled(true);

        waitsFor(Http.read(tenant, id), "AWAITING_PROBE", Duration.ZERO);
    }

    @Test
    void aPermanentErrorOfAConnectorThatWasOnlineWaitsForItsRecheck() {
        id = online();

        ended(RunTrigger.SCHEDULED, DENIED);

        JsonPath shown = explained("ONLINE", "ERROR", "AWS_ASSUME_ROLE_DENIED", "PERMANENT");
        assertThat(shown.getString("reason.providerRequestId")).isEqualTo("req-1");
        waitsFor(shown, "AWAITING_RECHECK", Duration.ofMinutes(5));
    }

    @Test
    void aTransientErrorWaitsForTheNextRun() {
        id = online();

        ended(RunTrigger.SCHEDULED, UNREACHABLE);

        JsonPath shown = explained("ONLINE", "ERROR", "NETWORK", "TRANSIENT");
        assertThat(shown.getString("reason.since")).isEqualTo(SEEN.toString());
        assertThat(shown.getString("schedule.waitingFor")).isEqualTo("AWAITING_NEXT_RUN");
        assertThat(shown.getString("schedule.nextRunAt")).isNotNull();
    }

    @Test
    void aFaultOfOursIsNamedAsOursAndWaitsForTheNextRun() {
        id = online();

        ended(RunTrigger.SCHEDULED, new RunEnd.Failed(new Reason(ReasonCode.LEASE_LOST, null, null, null, SEEN)));

        JsonPath shown = explained("ONLINE", "ERROR", "LEASE_LOST", "PLATFORM");
        assertThat(shown.getString("schedule.waitingFor")).isEqualTo("AWAITING_NEXT_RUN");
    }

    @Test
    void aDegradedConnectorNamesWhatItMayNotDo() {
        id = online();

        ended(
                RunTrigger.SCHEDULED,
                new RunEnd.Partial(new Reason(
                        ReasonCode.PERMISSION_MISSING, "AccessDenied", "req-2", "s3:ListAllMyBuckets", SEEN)));

        JsonPath shown = explained("ONLINE", "DEGRADED", "PERMISSION_MISSING", "PARTIAL");
        assertThat(shown.getString("reason.message")).contains("s3:ListAllMyBuckets");
        assertThat(shown.getString("reason.nextAction")).contains("s3:ListAllMyBuckets");
        assertThat(shown.getString("reason.providerCode")).isEqualTo("AccessDenied");
        assertThat(shown.getString("reason.providerRequestId")).isEqualTo("req-2");
        assertThat(shown.getString("schedule.waitingFor")).isEqualTo("AWAITING_NEXT_RUN");
    }

    @Test
    void aStaleConnectorWaitsForItsProbe() {
        id = online();
        Rows.execute("UPDATE schedule SET fresh_at = now() - interval '9 days' WHERE connector_id = ?", id);
        var staleness = new StalenessRepository(
                Setting.postgres().login(Role.CONNECTORS_ENGINE).dataSource(),
                EngineDatabases.JSON,
                OutcomeFixture.config(Map.of()),
                new SimpleMeterRegistry());

        assertThat(staleness.wentStale(UUID.fromString(id))).isTrue();

        JsonPath shown = explained("OFFLINE", "ERROR", "STALE", "TRANSIENT");
        assertThat(Instant.parse(shown.getString("reason.since")))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        waitsFor(shown, "AWAITING_PROBE", Duration.ofMinutes(15));
    }

    @Test
    void aCredentialThatEndsSoonIsAWarningUntilItIsReplaced() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(59));
        id = azure(end);
        ended(RunTrigger.SCHEDULED, new RunEnd.Succeeded());

        JsonPath shown = explained("ONLINE", "DEGRADED", "CREDENTIAL_EXPIRING", "WARNING");
        assertThat(Instant.parse(shown.getString("reason.since"))).isEqualTo(end.minus(Duration.ofDays(60)));
        assertThat(shown.getString("reason.message")).isEqualTo("The credential expires in 59 days, at " + end + ".");
        assertThat(shown.getInt("credential.expiryWarning")).isEqualTo(60);
        assertThat(shown.getString("schedule.waitingFor")).isNull();
        assertThat(Http.listed(tenant, Map.of("health", "DEGRADED")))
                .isEqualTo(Http.listed(tenant, Map.of("reason", "CREDENTIAL_EXPIRING")))
                .isEqualTo(1);
        assertThat(Http.listed(tenant, Map.of("health", "OK"))).isZero();

        replaced(Instant.now().plus(Duration.ofDays(61)));

        assertThat(Http.read(tenant, id).getString("health")).isEqualTo("OK");
        assertThat(Http.read(tenant, id).<@Nullable Object>get("reason")).isNull();
        assertThat(Http.read(tenant, id).<@Nullable Object>get("credential.expiryWarning"))
                .isNull();
        assertThat(Http.listed(tenant, Map.of("health", "OK"))).isEqualTo(1);
        assertThat(Http.listed(tenant, Map.of("health", "DEGRADED")))
                .isEqualTo(Http.listed(tenant, Map.of("reason", "CREDENTIAL_EXPIRING")))
                .isZero();
    }

    @Test
    void aCredentialWhoseEndHasPassedIsAWarningAsLongAsItStillWorks() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        id = azure(end);

        ended(RunTrigger.SCHEDULED, new RunEnd.Succeeded());

        JsonPath shown = explained("ONLINE", "DEGRADED", "CREDENTIAL_EXPIRING", "WARNING");
        assertThat(shown.getString("reason.message")).isEqualTo("The credential ended at " + end + ".");
        assertThat(shown.getInt("credential.expiryWarning")).isZero();
    }

    @Test
    void anErrorStandsBeforeTheEndOfTheCredential() {
        id = azure(Instant.now().plus(Duration.ofDays(1)));
        ended(RunTrigger.SCHEDULED, new RunEnd.Succeeded());

        ended(RunTrigger.SCHEDULED, UNREACHABLE);

        explained("ONLINE", "ERROR", "NETWORK", "TRANSIENT");
        assertThat(Http.listed(tenant, Map.of("reason", "CREDENTIAL_EXPIRING"))).isZero();
    }

    @Test
    void whatIsGreenOrNotEnabledWaitsForNothing() {
        id = online();
        JsonPath green = Http.read(tenant, id);
        assertThat(green.<@Nullable Object>get("reason")).isNull();
        assertThat(green.getString("schedule.waitingFor")).isNull();
        ended(RunTrigger.SCHEDULED, UNREACHABLE);

        enabled(false);

        JsonPath shown = explained("ONLINE", "ERROR", "NETWORK", "TRANSIENT");
        assertThat(shown.getBoolean("enabled")).isFalse();
        assertThat(shown.getString("schedule.waitingFor")).isNull();
        assertThat(shown.getString("schedule.nextRunAt")).isNull();
    }

    /** As it is shown, with what every answer like it has. */
    private JsonPath explained(String state, String health, String code, String reasonClass) {
        JsonPath shown = Http.read(tenant, id);
        assertThat(shown.getString("state")).isEqualTo(state);
        assertThat(shown.getString("health")).isEqualTo(health);
        assertThat(shown.getString("reason.code")).isEqualTo(code);
        assertThat(shown.getString("reason.class")).isEqualTo(reasonClass);
        assertThat(shown.getString("reason.message")).isNotBlank();
        assertThat(shown.getString("reason.nextAction")).isNotBlank();
        assertThat(shown.getMap("reason")).containsKeys("providerCode", "providerRequestId");
        assertThat(Instant.parse(shown.getString("reason.since"))).isNotNull();
        return shown;
    }

    private static void waitsFor(JsonPath shown, String awaited, Duration wait) {
        assertThat(shown.getString("schedule.waitingFor")).isEqualTo(awaited);
        assertThat(untilNext(shown)).isCloseTo(wait, Duration.ofMinutes(1));
    }

    private static Duration untilNext(JsonPath shown) {
        return Duration.between(Instant.now(), Instant.parse(shown.getString("schedule.nextRunAt")));
    }

    private void enabled(boolean enabled) {
        Http.patch(tenant, id, "{\"enabled\": " + enabled + "}").statusCode(200);
    }

    private String azure(Instant end) {
        return Http.createAzure(tenant, "az", UUID.randomUUID().toString(), end).getString("id");
    }

    private void replaced(Instant end) {
        as(tenant)
                .body("""
                        {"azure": {"authenticationKey": "%s", "authenticationKeyExpiresAt": "%s"}}
                        """.formatted(UUID.randomUUID(), end))
                .put(CONNECTORS + "/" + id + "/credential")
                .then()
                .statusCode(200);
    }

    private String online() {
        id = Http.create(tenant, "a").getString("id");
        ended(RunTrigger.SCHEDULED, new RunEnd.Succeeded());
        Rows.execute("UPDATE schedule SET next_run_at = now() + interval '1 hour' WHERE connector_id = ?", id);
        return id;
    }

    /** A run of the connector ends so. */
    private void ended(RunTrigger trigger, RunEnd end) {
        OutcomeFixture.end(tenant, id, trigger, end);
    }
}
