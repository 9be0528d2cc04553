package io.cloudconnectors.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.retention.PartitionRepository.Table;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetentionIT {
    /** So that today is before what is kept: the days to come were made ahead, and can be dropped. */
    private static final Duration UP_TO_NEXT_WEEK = Duration.ofDays(-7);

    private static EngineDatabases databases;
    private static PartitionRepository partitions;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        partitions = new PartitionRepository(databases.engine(), EngineDatabases.JSON);
    }

    @Test
    void aDayWhoseRetentionIsOverGoesAndTheOthersStay() {
        UUID old = run(100, "SUCCEEDED");
        UUID young = run(80, "SUCCEEDED");

        retention().round();

        assertThat(exists(old)).isFalse();
        assertThat(exists(young)).isTrue();
        assertThat(partitionOfDay(100)).isFalse();
    }

    @Test
    void aDayWithARunThatIsNotOverStays() {
        UUID going = run(120, "RUNNING");
        UUID over = run(119, "FAILED");

        retention().round();

        assertThat(exists(going)).isTrue();
        assertThat(exists(over)).isFalse();
        databases.run("UPDATE run SET state = 'FAILED' WHERE id = ?", going);
        retention().round();
        assertThat(exists(going)).isFalse();
    }

    @Test
    void whatRunsSawGoesByDaysToo() {
        var own = EngineDatabases.fresh();
        slice(own);

        assertThat(new PartitionRepository(own.engine(), EngineDatabases.JSON)
                        .dropOldest(Table.SLICES, UP_TO_NEXT_WEEK))
                .get()
                .asString()
                .startsWith("slice_result_");

        assertThat(own.one(Long.class, "SELECT count(*) FROM slice_result")).isZero();
    }

    @Test
    void theDaysToComeAreMadeAhead() {
        partitions.ensure(30);

        assertThat(partitionOfDay(-29)).isTrue();
        assertThat(databases.one(Boolean.class, """
                SELECT to_regclass('slice_result_' || to_char((now() AT TIME ZONE 'UTC')::date + 29, 'YYYYMMDD')) IS NOT NULL
                """)).isTrue();
        databases.run("""
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at, sent_at,
                                 queue_expires_at, budget_seconds)
                VALUES (uuid_v7_floor(now() + interval '28 days'), 'acme', gen_random_uuid(), 'MANUAL', 'SUCCEEDED',
                        gen_random_uuid(), 1, now(), now(), now(), 1)
                """);
    }

    @Test
    void whoReadsForLongIsNotWaitedFor() throws Exception {
        UUID old = run(200, "SUCCEEDED");
        try (Connection reader = databases.engine().getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT count(*) FROM run");

            assertThatThrownBy(() -> partitions.dropOldest(Table.RUNS, Duration.ofDays(90)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("lock timeout");
        }
        partitions.dropOldest(Table.RUNS, Duration.ofDays(90));
        assertThat(exists(old)).isFalse();
    }

    @Test
    void nothingButRunsAndTheirSlicesCanBeDropped() {
        assertThatThrownBy(() -> databases.run("SELECT drop_run_partition('audit', now()::date)"))
                .hasStackTraceContaining("Not a table with retention");
    }

    @Test
    void whatRunsSawBeforeItWasKeptByDaysIsStillThere() {
        var before = EngineDatabases.asOf("14");
        UUID run = slice(before);

        before.migrate();

        assertThat(before.one(String.class, "SELECT region FROM slice_result WHERE run_id = ?", run))
                .isEqualTo("eu-central-1");
        slice(before);
        assertThat(before.one(Long.class, "SELECT count(*) FROM slice_result")).isEqualTo(2);
    }

    @Test
    void chunksThatNobodyCameForGoAndThoseOfARunThatWaitedStay() {
        chunk(3, "2 days");
        chunk(3, "1 hour");
        chunk(0, "1 hour");

        retention().round();

        assertThat(databases.oneOfInventory(Long.class, "SELECT count(*) FROM staged_chunk"))
                .isEqualTo(2);
    }

    private static Retention retention() {
        return new Retention(
                partitions,
                new StagingRepository(databases.inventory(), EngineDatabases.JSON),
                Configs.of(RetentionConfig.class, Map.of("retention.batch", "1")));
    }

    private static UUID run(int daysAgo, String state) {
        databases.run("SELECT ensure_run_partitions((now() AT TIME ZONE 'UTC')::date - ?, 1)", daysAgo);
        return databases.one(UUID.class, """
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at, sent_at,
                                 queue_expires_at, budget_seconds)
                VALUES (uuid_v7_floor(now() - make_interval(days => ?)), 'acme', gen_random_uuid(), 'MANUAL', ?, gen_random_uuid(),
                        1, now(), now(), now(), 1)
                RETURNING id
                """, daysAgo, state);
    }

    private static UUID slice(EngineDatabases of) {
        return of.one(UUID.class, """
                INSERT INTO slice_result (run_id, tenant, connector_id, region, service, attempt, status, observed_at)
                VALUES (uuidv7(), 'acme', gen_random_uuid(), 'eu-central-1', 'ec2', 1, 'SEEN', now())
                RETURNING run_id
                """);
    }

    private static void chunk(int daysAgo, String stagedAgo) {
        databases.runOnInventory("""
                INSERT INTO staged_chunk (run_id, attempt, region, service, chunk, connector_id, tenant, epoch, assets, staged_at)
                VALUES (uuidv7(make_interval(days => -?)), 1, 'eu-central-1', 'ec2', 0, gen_random_uuid(), 'acme', 1, '[]',
                        now() - ?::interval)
                """, daysAgo, stagedAgo);
    }

    private static boolean exists(UUID run) {
        return databases.one(Boolean.class, "SELECT EXISTS (SELECT FROM run WHERE id = ?)", run);
    }

    private static boolean partitionOfDay(int daysAgo) {
        return databases.one(Boolean.class, """
                SELECT to_regclass('run_' || to_char((now() AT TIME ZONE 'UTC')::date - ?, 'YYYYMMDD')) IS NOT NULL
                """, daysAgo);
    }
}
