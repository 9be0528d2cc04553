package io.cloudconnectors.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.query.Values;
import org.junit.jupiter.api.Test;

/** The vault's question costs a look by key for each version, however many connectors there are. */
class CommittedPlanIT {
    @Test
    void eachVersionIsLookedUpByItsKey() {
        EngineDatabases databases = EngineDatabases.fresh();
        databases.crowd();
        databases.run("VACUUM ANALYZE connector");

        String plan = new Plans(databases.engine()).of(CommittedRepository.KNOWN, Values.of("asked", """
                [{"tenant": "t", "connectorId": "0193a6c2-7d1e-7c4a-9b35-5a4c8f3d2e10",
                  "credentialId": "5b1f6f0e-7e0b-4f39-9a5d-3c2f1e0d9c8b", "version": 1}]
                """));

        assertThat(plan)
                .contains("Index Scan using connector_pkey")
                .doesNotContain("Seq Scan on connector ")
                .doesNotContain("hashed SubPlan");
    }
}
