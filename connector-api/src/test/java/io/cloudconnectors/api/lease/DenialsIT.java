package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.SliceKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was denied too often is told to a lease, so that a run does not ask for it. */
class DenialsIT {
    private static final Instant AT = Instant.parse("2026-11-27T12:00:00.123456Z");
    private static final KnownDenial VOLUMES = new KnownDenial(
            new SliceKey("eu-central-1", "ec2"),
            new Reason(ReasonCode.PERMISSION_MISSING, "UnauthorizedOperation", "request-1", "ec2:DescribeVolumes", AT));

    private static EngineDatabases databases;
    private static LeaseKeeper keeper;
    private UUID connector;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        keeper = LeaseFixture.keeper(databases);
    }

    @BeforeEach
    void connect() {
        connector = databases.connector("acme");
        denied(connector, 3);
    }

    @Test
    void whatWasDeniedThreeTimesInARowIsToldAsItWasReported() {
        assertThat(denials("SCHEDULED")).containsExactly(VOLUMES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE permission_gap SET denials = 2 WHERE connector_id = ?",
                "UPDATE permission_gap SET denied_at = now() - interval '25 hours' WHERE connector_id = ?",
                "UPDATE connector SET credential_version = 2 WHERE id = ?",
                "UPDATE connector SET settings = settings || '{\"regions\": [\"eu-west-1\"]}' WHERE id = ?"
            })
    void itIsAskedForBeforeThatAndAfterAChangeAndAfterADay(String change) {
        databases.run(change, connector);

        assertThat(denials("SCHEDULED")).isEmpty();
    }

    @Test
    void anotherNameChangesNothing() {
        databases.run("UPDATE connector SET name = 'renamed', version = version + 1 WHERE id = ?", connector);

        assertThat(denials("SCHEDULED")).containsExactly(VOLUMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANUAL", "PROBE", "RECHECK"})
    void whatAPersonStartsAsksForEverything(String trigger) {
        assertThat(denials(trigger)).isEmpty();
    }

    @Test
    void aConnectionTestAsksForEverything() {
        UUID test = databases.queuedTest(connector);

        assertThat(keeper.lease(test, 1, "poller-a").orElseThrow().denials()).isEmpty();
    }

    @Test
    void anothersDenialsAreNotTold() {
        UUID other = databases.connector("acme");

        assertThat(keeper.lease(databases.queuedRun(other), 1, "poller-a")
                        .orElseThrow()
                        .denials())
                .isEmpty();
    }

    @Test
    void aLeaseFindsThemByTheirKey() {
        databases.crowd();
        databases.run("""
                INSERT INTO permission_gap (connector_id, region, service, permission, tenant, types, listed, reason, denials, since,
                                            denied_at, credential_version, settings_digest, run_id)
                SELECT id, 'eu-central-1', 'ec2', 'a:B', tenant, '[]', false, '{}', 3, now(), now(), 1, 0, id
                  FROM connector WHERE tenant = 'crowd'
                """);
        databases.run("ANALYZE permission_gap");
        var leases = new LeaseRepository(
                databases.engine(), EngineDatabases.JSON, LeaseFixture.config(), LeaseFixture.gaps());

        String plan = new Plans(databases.engine())
                .of(LeaseRepository.LEASE, leases.values(databases.queuedRun(connector), 1, "poller-a"));

        assertThat(plan).contains("permission_gap_pkey").doesNotContain("Seq Scan on permission_gap");
        databases.run("DELETE FROM permission_gap WHERE tenant = 'crowd'");
        databases.run("DELETE FROM connector WHERE tenant = 'crowd'");
    }

    private List<KnownDenial> denials(String trigger) {
        UUID run = databases.queuedRun(connector);
        databases.run("UPDATE run SET trigger = ? WHERE id = ?", trigger, run);
        return keeper.lease(run, 1, "poller-a").orElseThrow().denials();
    }

    private static void denied(UUID connector, int denials) {
        databases.run("""
                INSERT INTO permission_gap (connector_id, region, service, permission, tenant, types, listed, reason, denials, since,
                                            denied_at, credential_version, settings_digest, run_id)
                SELECT id, 'eu-central-1', 'ec2', 'ec2:DescribeVolumes', tenant, '["AWS::EC2::Volume"]', false,
                       '{"code": "PERMISSION_MISSING", "providerCode": "UnauthorizedOperation", "providerRequestId": "request-1",
                         "subject": "ec2:DescribeVolumes", "at": "2026-11-27T12:00:00.123456Z"}',
                       ?, now() - interval '3 days', now() - interval '23 hours', credential_version, settings_digest(settings), id
                  FROM connector WHERE id = ?
                """, denials, connector);
    }
}
