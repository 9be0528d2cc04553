package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.SampleFixture;
import io.cloudconnectors.api.outcome.Standing.State;
import io.cloudconnectors.api.query.Values;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateGaugesIT {
    private final EngineDatabases databases = EngineDatabases.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Background gauges = new StateGauges()
            .loop(
                    new StateCountRepository(databases.engine(), EngineDatabases.JSON),
                    SampleFixture.samples(databases, meters));

    @Test
    void theConnectorsOfEachStateAreCountedOverAllTenants() throws Exception {
        in(State.ONLINE, "acme");
        in(State.ONLINE, "other");
        in(State.OFFLINE, "acme");
        databases.run("UPDATE connector SET deleted_at = now() WHERE id = ?", in(State.OFFLINE, "acme"));
        assertThat(told(State.ONLINE)).isNaN();

        gauges.round().run();

        assertThat(told(State.ONLINE)).isEqualTo(2);
        assertThat(told(State.OFFLINE)).isEqualTo(1);
        assertThat(told(State.PENDING)).isZero();
    }

    @Test
    void amongManyTheyAreCountedInAnIndex() {
        databases.crowd();
        databases.run("VACUUM ANALYZE connector");

        assertThat(new Plans(databases.engine()).of(StateCountRepository.COUNT, Values.none()))
                .contains("Index Only Scan using connector_states");
    }

    private double told(State state) {
        return meters.get("connectors").tag("state", state.name()).gauge().value();
    }

    private UUID in(State state, String tenant) {
        UUID connector = databases.connector(tenant);
        databases.run("UPDATE connector SET state = ? WHERE id = ?", state.name(), connector);
        return connector;
    }
}
