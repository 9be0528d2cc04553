package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Among twenty thousand connectors, of which half are running and a thousand are held back, caps read what they count. */
class CapPlanIT {
    private static EngineDatabases databases;
    /** The one partition of runs that is not empty. */
    private static String today;

    private static LeaseFixture leases;

    @BeforeAll
    static void aCrowd() {
        databases = EngineDatabases.fresh();
        leases = new LeaseFixture(databases, 1000, 4);
        databases.crowd();
        databases.run("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot, active_run_id, running_since)
                SELECT id, 'tenant-' || (account_id::int % 200), true, now(), 3600, 0, gen_random_uuid(),
                       CASE WHEN account_id::int % 2 = 0 THEN now() END
                  FROM connector
                """);
        databases.run("""
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at, sent_at,
                                 queue_expires_at, budget_seconds, held_by, held_at, cap_key)
                SELECT uuidv7(), tenant, id, 'SCHEDULED', CASE WHEN account_id::int % 20 = 0 THEN 'QUEUED' ELSE 'SUCCEEDED' END,
                       credential_id, 1, now(), now(), now(), 1, CASE WHEN account_id::int % 20 = 0 THEN 'TENANT' END, now(),
                       CASE WHEN account_id::int % 20 = 0 THEN 'TENANT tenant-' || (account_id::int % 200) END
                  FROM connector
                """);
        databases.run("ANALYZE connector");
        databases.run("ANALYZE schedule");
        databases.run("ANALYZE run");
        today = databases.one(String.class, "SELECT tableoid::regclass::text FROM run LIMIT 1");
    }

    @Test
    void aLeaseCountsByTheIndexesOfWhatIsRunningAndOfTheAccount() {
        assertThat(plan(
                        CapRepository.HOLD_BACK,
                        leases.releases().capped(Values.of("run", aRun()).and("attempt", 1))))
                .contains("schedule_running")
                .contains("connector_of_account")
                .doesNotContain("Seq Scan on schedule")
                .doesNotContain("Seq Scan on connector")
                .doesNotContain("Seq Scan on " + today);
    }

    @Test
    void aLookForRoomReadsWhatIsHeldBackAndNothingElse() {
        assertThat(plan(CapRepository.RELEASE, leases.releases().values()))
                .contains("schedule_running")
                .contains("connector_of_account")
                .doesNotContain("Seq Scan on schedule")
                .doesNotContain("Seq Scan on connector")
                .doesNotContain("Seq Scan on " + today);
    }

    private static UUID aRun() {
        return databases.one(UUID.class, "SELECT id FROM run WHERE held_by IS NOT NULL LIMIT 1");
    }

    private static String plan(NamedSql sql, Values values) {
        return new Plans(databases.engine()).of(sql, values);
    }
}
