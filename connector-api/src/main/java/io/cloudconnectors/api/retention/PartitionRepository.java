package io.cloudconnectors.api.retention;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** The days of {@code run} and {@code slice_result}, by the database's clock. */
@Singleton
class PartitionRepository extends EngineRepository {
    private static final NamedSql ENSURE =
            NamedSql.of("SELECT ensure_run_partitions((now() AT TIME ZONE 'UTC')::date, :days)");

    /** One at a time, each in a transaction of its own: it locks the whole table for a moment. */
    private static final NamedSql DROP = NamedSql.of("""
            SELECT drop_run_partition(:table, ((now() - make_interval(secs => :kept)) AT TIME ZONE 'UTC')::date) AS dropped
            """);

    PartitionRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Makes the partitions of today and the days after it; there is no run without one. */
    void ensure(int days) {
        all(ENSURE, Values.of("days", days), row -> true);
    }

    /**
     * Drops the oldest day that lies wholly before what is kept.
     *
     * @return its name; empty when there is none
     * @throws io.cloudconnectors.api.query.DatabaseException when it is read for long just now, too; to be tried again
     */
    Optional<String> dropOldest(Table table, Duration kept) {
        return all(
                        DROP,
                        Values.of("table", table.sqlName).and("kept", kept),
                        row -> Optional.ofNullable(row.textOrNull("dropped")))
                .getFirst();
    }

    /** What is kept by days. */
    enum Table {
        RUNS("run"),
        SLICES("slice_result");

        private final String sqlName;

        Table(String sqlName) {
            this.sqlName = sqlName;
        }
    }
}
