package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import javax.sql.DataSource;

/** The end of runs without a container. */
public final class OutcomeFixture {
    private OutcomeFixture() {}

    public static StatesConfig config(Map<String, String> values) {
        return Configs.of(StatesConfig.class, values);
    }

    public static RunEndRepository ends(DataSource engine) {
        return new RunEndRepository(engine, EngineDatabases.JSON, config(Map.of()), new SimpleMeterRegistry());
    }
}
