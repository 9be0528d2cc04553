package io.cloudconnectors.api.outcome;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.outcome.Standing.State;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.util.Map;
import javax.sql.DataSource;

/** How many connectors are in each state. */
@Singleton
class StateCountRepository extends EngineRepository {
    /** Read out of an index that holds nothing else. */
    static final NamedSql COUNT = NamedSql.of("""
            SELECT state, count(*) AS connectors
              FROM connector
             WHERE deleted_at IS NULL
             GROUP BY state
            """);

    StateCountRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** States that no connector is in are left out. */
    Map<State, Long> count() {
        return all(
                        COUNT,
                        Values.none(),
                        row -> Map.entry(row.constant("state", State.class), row.bigInteger("connectors")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
