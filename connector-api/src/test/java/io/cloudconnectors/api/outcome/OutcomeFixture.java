package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.local.servers.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The end of runs without a container. */
public final class OutcomeFixture {
    private OutcomeFixture() {}

    public static StatesConfig config(Map<String, String> values) {
        return Configs.of(StatesConfig.class, values);
    }

    /** A run of a connector that is there over HTTP ends so. */
    public static void end(String tenant, String connector, RunTrigger trigger, RunEnd end) {
        String run = Http.run(tenant, connector);
        Rows.execute("""
                UPDATE run SET state = 'RUNNING', trigger = '%s', epoch = 1, started_at = now(),
                               deadline_at = now() + interval '1 hour', lease_expires_at = now() + interval '90 seconds'
                 WHERE id = ?
                """.formatted(trigger), run);
        RunEndRepository ends =
                ends(Setting.postgres().login(Role.CONNECTORS_ENGINE).dataSource());
        assertThat(ends.finish(ends.open(UUID.fromString(run)).orElseThrow(), end))
                .isTrue();
    }

    public static RunEndRepository ends(DataSource engine) {
        return new RunEndRepository(engine, EngineDatabases.JSON, config(Map.of()), new SimpleMeterRegistry());
    }
}
