package io.cloudconnectors.api.metric;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.micrometer.core.instrument.MeterRegistry;

/** Shared samples without a container: what one instance has. */
public final class SampleFixture {
    private SampleFixture() {}

    public static Samples samples(EngineDatabases databases, MeterRegistry meters) {
        return new Samples(new SampleRepository(databases.engine(), EngineDatabases.JSON), meters);
    }

    /** Lets time pass. */
    public static void later(EngineDatabases databases, int seconds) {
        databases.run(
                "UPDATE sample SET due_at = due_at - ? * interval '1 second', taken_at = taken_at - ? * interval '1 second'",
                seconds,
                seconds);
    }
}
