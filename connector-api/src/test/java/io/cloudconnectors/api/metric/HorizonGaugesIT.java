package io.cloudconnectors.api.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.loop.Background;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class HorizonGaugesIT {
    private final EngineDatabases databases = EngineDatabases.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Background gauges = new HorizonGauges()
            .loop(
                    new HorizonRepository(databases.engine(), EngineDatabases.JSON),
                    SampleFixture.samples(databases, meters));

    @Test
    void aTransactionThatOnlyReadsIsSeenWithItsAge() throws Exception {
        gauges.round().run();
        assertThat(transactions("session")).isZero();
        assertThat(seconds("session")).isZero();

        // The superuser, as somebody would be who left a transaction open: another role than the one that looks.
        try (Connection forgotten = databases.superuser().getConnection()) {
            forgotten.setAutoCommit(false);
            forgotten.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            forgotten.createStatement().execute("SELECT count(*) FROM connector");
            for (int i = 0; i < 3; i++) {
                databases.connector("acme");
            }
            SampleFixture.later(databases, 60);
            gauges.round().run();

            assertThat(transactions("session")).isGreaterThanOrEqualTo(3);
            assertThat(seconds("session")).isPositive();
        }

        SampleFixture.later(databases, 60);
        gauges.round().run();
        assertThat(transactions("session")).isZero();
    }

    @Test
    void whoHoldsNothingIsToldAsZero() throws Exception {
        gauges.round().run();

        assertThat(transactions("slot")).isZero();
        assertThat(transactions("standby")).isZero();
        assertThat(transactions("prepared")).isZero();
        assertThat(seconds("prepared")).isZero();
    }

    private double transactions(String holder) {
        return meters.get("database.oldest.xmin.transactions")
                .tag("holder", holder)
                .gauge()
                .value();
    }

    private double seconds(String holder) {
        return meters.get("database.oldest.xmin").tag("holder", holder).gauge().value();
    }
}
