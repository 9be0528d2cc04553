package io.cloudconnectors.api.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Looking for what is to be purged costs nothing while nothing is. */
class PurgePlanIT {
    @Test
    void amongManyTheDueOnesAreFoundByTheirIndex() {
        EngineDatabases databases = EngineDatabases.fresh();
        databases.run("""
                INSERT INTO connector (id, tenant, name, provider, account_id, settings, role_arn, run_frequency_minutes,
                                       credential_id, credential_version, credential_fingerprint, created_at, updated_at,
                                       deleted_at, purge_at)
                SELECT gen_random_uuid(), 'crowd', 'crowd-' || n, 'AWS', n::text, '{}', 'arn', 60, gen_random_uuid(), 1, 'none',
                       now(), now(), CASE WHEN n % 2 = 0 THEN now() END, CASE WHEN n % 2 = 0 THEN now() + interval '30 days' END
                  FROM generate_series(1, 20000) AS n
                """);
        databases.run("ANALYZE connector");

        String plan = new Plans(databases.engine())
                .of(PurgeRepository.CLAIM_DUE, PurgeRepository.values(100, Duration.ofMinutes(1)));

        assertThat(plan)
                .contains("Index Scan using connector_purge")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }
}
