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
        databases.crowd();
        databases.run("""
                UPDATE connector SET deleted_at = now(), purge_at = now() + interval '30 days' WHERE account_id::int % 2 = 0
                """);
        databases.run("VACUUM ANALYZE connector");

        String plan = new Plans(databases.engine())
                .of(PurgeRepository.CLAIM_DUE, PurgeRepository.values(100, Duration.ofMinutes(1)));

        assertThat(plan)
                .contains("Index Scan using connector_purge")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }
}
