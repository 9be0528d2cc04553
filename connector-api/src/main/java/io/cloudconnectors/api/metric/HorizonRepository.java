package io.cloudconnectors.api.metric;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/** Who makes the database keep dead rows. */
@Singleton
class HorizonRepository extends EngineRepository {
    private static final NamedSql HOLDERS =
            NamedSql.of("SELECT holder, transactions, COALESCE(seconds, 'NaN') AS seconds FROM oldest_xmin()");

    HorizonRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** The oldest of each kind; kinds that hold nothing are left out. */
    List<Holding> holdings() {
        return all(
                HOLDERS,
                Values.none(),
                row -> new Holding(row.text("holder"), row.bigInteger("transactions"), row.decimal("seconds")));
    }

    /**
     * How long ago, in transactions and in seconds.
     *
     * @param seconds not a number when that is not known
     */
    record Holding(String holder, long transactions, double seconds) {}
}
