package io.cloudconnectors.api.draft;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Drops drafts whose time is over; the vault drops their External IDs by itself. */
@Singleton
class DraftExpiryRepository extends EngineRepository {
    private static final NamedSql DROP = NamedSql.of("DELETE FROM draft WHERE expires_at <= now()");

    DraftExpiryRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Answers how many there were. */
    int drop() {
        return update(DROP, Values.none());
    }
}
