package io.cloudconnectors.api.result;

import io.cloudconnectors.api.connectiontest.TestEndRepository;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.inventory.FenceRepository;
import io.cloudconnectors.api.inventory.SliceMergeRepository;
import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The intake of results without a container. */
final class ResultFixture {
    private final EngineDatabases databases;

    ResultFixture(EngineDatabases databases) {
        this.databases = databases;
    }

    /** The intake of events one by one. */
    EventHandler oneByOne(MeterRegistry meters) {
        return new EventHandler(handler(databases.engine(), databases.inventory(), meters));
    }

    ResultHandler handler(DataSource main, DataSource inventory, MeterRegistry meters) {
        return new ResultHandler(
                new StagingRepository(inventory, EngineDatabases.JSON),
                new SliceMergeRepository(inventory, EngineDatabases.JSON),
                new SliceResultRepository(main, EngineDatabases.JSON),
                OutcomeFixture.ends(main),
                new TestEndRepository(main, EngineDatabases.JSON),
                Clock.systemUTC(),
                meters);
    }

    static ResultConsumer consumer(KafkaClients clients, ResultHandler handler, MeterRegistry meters) {
        ResultsConfig config = Configs.of(ResultsConfig.class, Map.of("results.group", "test-" + UUID.randomUUID()));
        return new ResultConsumer(clients, new ResultIntake(handler, new DeadLetters(clients, meters), config), config);
    }

    /** A run under its lease, as the lease keeper leaves it. */
    Origin leased(UUID connector) {
        return leased(connector, databases.queuedRun(connector), 1);
    }

    /** The given attempt of a run under its lease. */
    Origin leased(UUID connector, UUID run, int attempt) {
        databases.run("UPDATE schedule SET epoch = epoch + 1, running_since = now() WHERE connector_id = ?", connector);
        long epoch = Long.parseLong(databases.schedule(connector, "epoch"));
        databases.run("""
                UPDATE run SET state = 'RUNNING', attempt = ?, epoch = ?, lease_expires_at = now() + interval '90 seconds',
                               started_at = now(), deadline_at = now() + interval '1 hour'
                 WHERE id = ?
                """, attempt, epoch, run);
        new FenceRepository(databases.inventory(), EngineDatabases.JSON).raise(connector, epoch, "acme", Provider.AWS);
        return new Origin(run, attempt, epoch, connector, "acme");
    }
}
