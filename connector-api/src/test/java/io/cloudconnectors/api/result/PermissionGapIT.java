package io.cloudconnectors.api.result;

import static io.cloudconnectors.api.result.Events.EC2;
import static io.cloudconnectors.api.result.Events.NOW;
import static io.cloudconnectors.api.result.Events.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.SliceKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts deny is counted as results are taken in. */
class PermissionGapIT {
    private static final String VOLUMES = "ec2:DescribeVolumes";
    private static final String VPCS = "ec2:DescribeVpcs";
    private static EngineDatabases databases;
    private static ResultFixture fixture;
    private UUID connector;
    private EventHandler results;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        fixture = new ResultFixture(databases);
    }

    @BeforeEach
    void connect() {
        connector = databases.connector("acme");
        results = fixture.oneByOne(new SimpleMeterRegistry());
    }

    @Test
    void theDenialsOfRunsInARowAreCounted() {
        look(gap(VOLUMES, NOW));
        look(gap(VOLUMES, NOW.plusSeconds(60)));
        look(gap(VOLUMES, NOW.plusSeconds(120)), gap(VPCS, NOW.plusSeconds(120)));

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 3 12:00-12:02, ec2:DescribeVpcs 1 12:02-12:02");
        assertThat(one("tenant || types::text || listed || (reason ->> 'providerRequestId')"))
                .isEqualTo("acme[\"AWS::EC2::Volume\"]falserequest-1");
    }

    @Test
    void whatIsTakenInTwiceCountsOnce() {
        Origin run = fixture.leased(connector);
        SliceSeen seen = seen(run, gap(VOLUMES, NOW));

        results.handle(seen);
        results.handle(seen);

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");
    }

    @Test
    void theAttemptsOfARunCountOnce() {
        Origin first = fixture.leased(connector);
        results.handle(seen(first, gap(VOLUMES, NOW)));
        results.handle(seen(fixture.leased(connector, first.runId(), 2), gap(VOLUMES, NOW.plusSeconds(60))));

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 1 12:00-12:01");
    }

    @Test
    void aRunThatRepeatsWhatItsLeaseToldItRenewsNothing() {
        look(gap(VOLUMES, NOW));
        look(gap(VOLUMES, NOW));

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");
    }

    @Test
    void aSliceThatIsSeenWithoutAGapClearsIt() {
        look(gap(VOLUMES, NOW), gap(VPCS, NOW));
        look(gap(VPCS, NOW.plusSeconds(60)));

        assertThat(gaps()).isEqualTo("ec2:DescribeVpcs 2 12:00-12:01");
    }

    @Test
    void aSliceThatIsDeniedAsAWholeCountsForWhatItNames() {
        blind(new Reason(ReasonCode.SCP_DENIED, null, null, VOLUMES, NOW));

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");
        assertThat(one("types::text")).isEqualTo("[\"*\"]");
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED, true", "PERMISSION_MISSING, true", "REGION_DISABLED, false"})
    void ofASliceThatWasNotSeenWhatIsKnownStaysUnlessThereIsNothingToSee(ReasonCode code, boolean stays) {
        look(gap(VOLUMES, NOW));
        blind(new Reason(code, null, null, "eu-central-1", NOW));

        assertThat(gaps()).isEqualTo(stays ? "ec2:DescribeVolumes 1 12:00-12:00" : null);
    }

    @Test
    void anAttemptThatDoesNotHoldItsRunCountsAndClearsNothing() {
        look(gap(VOLUMES, NOW));
        Origin old = fixture.leased(connector);
        fixture.leased(connector, old.runId(), 2);

        results.handle(new SliceBlind(old, EC2, reason(VPCS, NOW)));
        new SliceResultRepository(databases.engine(), EngineDatabases.JSON)
                .record(List.of(SliceEnd.seen(seen(old), new Merged(0, 0, 0, 0))));

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE connector SET settings = settings || '{\"regions\": []}' WHERE id = ?",
                "UPDATE connector SET credential_version = 2 WHERE id = ?"
            })
    void aChangeOfSettingsOrCredentialCountsAnewAndForgetsNotSinceWhen(String change) {
        look(gap(VOLUMES, NOW));
        look(gap(VOLUMES, NOW.plusSeconds(60)));
        databases.run(change, connector);
        look(gap(VOLUMES, NOW.plusSeconds(120)));

        assertThat(gaps()).isEqualTo("ec2:DescribeVolumes 1 12:00-12:02");
    }

    @Test
    void aWholeLookForgetsSlicesThatItHadNoMore() {
        Origin run = fixture.leased(connector);
        results.handle(new SliceBlind(run, new SliceKey("us-east-1", "ec2"), reason(VOLUMES, NOW)));
        results.handle(finished(run, 1));
        assertThat(gaps()).as("it had it itself").isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");

        Origin lost = fixture.leased(connector);
        results.handle(seen(lost));
        results.handle(finished(lost, 2));
        assertThat(gaps()).as("one is lost").isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");

        Origin check = fixture.leased(connector);
        databases.run("UPDATE run SET trigger = 'PROBE' WHERE id = ?", check.runId());
        results.handle(finished(check, 0));
        assertThat(gaps()).as("it looked at nothing").isEqualTo("ec2:DescribeVolumes 1 12:00-12:00");

        Origin whole = fixture.leased(connector);
        results.handle(seen(whole));
        results.handle(finished(whole, 1));
        assertThat(gaps()).isNull();
    }

    @Test
    void whatASliceWasDeniedIsFoundByItsKey() {
        databases.crowd();
        databases.run("""
                INSERT INTO permission_gap (connector_id, region, service, permission, tenant, types, listed, reason, denials, since,
                                            denied_at, credential_version, settings_digest, run_id)
                SELECT id, 'eu-central-1', 'service-' || n, 'a:B', tenant, '[]', false, '{}', 1, now(), now(), 1, 0, id
                  FROM connector, generate_series(1, 3) AS n WHERE tenant = 'crowd'
                """);
        databases.run("ANALYZE permission_gap");
        databases.run("ANALYZE connector");
        Origin run = fixture.leased(connector);
        var repository = new SliceResultRepository(databases.engine(), EngineDatabases.JSON);

        String plan = new Plans(databases.engine())
                .of(
                        SliceResultRepository.RECORD,
                        repository.values(List.of(SliceEnd.blind(run, EC2, reason(VOLUMES, NOW), NOW))));

        assertThat(plan)
                .contains("permission_gap_pkey")
                .contains("connector_pkey")
                .doesNotContain("Seq Scan on permission_gap")
                .doesNotContain("Seq Scan on connector");
        databases.run("DELETE FROM permission_gap WHERE tenant = 'crowd'");
        databases.run("DELETE FROM connector WHERE tenant = 'crowd'");
    }

    private void look(Gap... gaps) {
        results.handle(seen(fixture.leased(connector), gaps));
    }

    private void blind(Reason reason) {
        results.handle(new SliceBlind(fixture.leased(connector), EC2, reason));
    }

    private static SliceSeen seen(Origin run, Gap... gaps) {
        return new SliceSeen(run, EC2, 0, 0, List.of(gaps), NOW);
    }

    private static RunFinished finished(Origin run, int slices) {
        return new RunFinished(run, RunOutcome.PARTIAL, reason(VOLUMES, NOW), null, slices, NOW);
    }

    private static Gap gap(String permission, Instant at) {
        return new Gap(VOLUME, reason(permission, at));
    }

    private static Reason reason(String permission, Instant at) {
        return new Reason(ReasonCode.PERMISSION_MISSING, "UnauthorizedOperation", "request-1", permission, at);
    }

    /** Permission, denials, since and last; null for none. */
    private @Nullable String gaps() {
        return databases.one(String.class, """
                SELECT string_agg(format('%s %s %s-%s', permission, denials, to_char(since AT TIME ZONE 'UTC', 'HH24:MI'),
                                         to_char(denied_at AT TIME ZONE 'UTC', 'HH24:MI')), ', ' ORDER BY permission)
                  FROM permission_gap WHERE connector_id = ?
                """, connector);
    }

    private String one(String what) {
        return databases.one(
                String.class,
                "SELECT " + what + " FROM permission_gap WHERE connector_id = ? AND permission = '" + VOLUMES + "'",
                connector);
    }
}
