package io.cloudconnectors.api.metric;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Samples that all instances share; the database's clock says when one is due. */
@Singleton
class SampleRepository extends EngineRepository {
    /**
     * Two that come at once wait for each other here, and the second finds that it is not due. One that is due later than it
     * can be was put off by a clock that has been set back since; twice, for the second may have begun before the first.
     */
    private static final NamedSql TURN = NamedSql.of("""
            INSERT INTO sample AS s (name, due_at, taken_at, figures)
            VALUES (:name, now() + make_interval(secs => :every), '-infinity', '{}')
                ON CONFLICT (name) DO UPDATE
               SET due_at = EXCLUDED.due_at
             WHERE s.due_at <= now() OR s.due_at > now() + 2 * make_interval(secs => :every)
            RETURNING s.name
            """);

    private static final NamedSql KEEP = NamedSql.of("""
            UPDATE sample SET figures = CAST(:figures AS jsonb), taken_at = now() WHERE name = :name
            """);

    /** A sample that nobody could take for so long tells nothing. */
    private static final NamedSql READ = NamedSql.of("""
            SELECT figures FROM sample WHERE name = :name AND taken_at > now() - make_interval(secs => :validity)
            """);

    SampleRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Whether the caller is the one to take the sample; nobody else is until so much time has passed. */
    boolean turn(String name, Duration every) {
        return first(TURN, Values.of("name", name).and("every", every), row -> true)
                .isPresent();
    }

    void keep(String name, Map<String, Double> figures) {
        update(KEEP, Values.of("name", name).and("figures", json(figures)));
    }

    /** The figures, empty when they are older than their validity. */
    Optional<Map<String, Double>> read(String name, Duration validity) {
        return first(
                READ,
                Values.of("name", name).and("validity", validity),
                row -> row.json("figures", new TypeReference<>() {}));
    }
}
