package io.cloudconnectors.api.credential;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The versions that are retired and that the vault has not shredded yet. */
@Singleton
class ShreddingRepository extends EngineRepository {
    static final NamedSql TAKE = NamedSql.of("""
            UPDATE credential_version v
               SET shred_at = now() + make_interval(secs => :claim)
              FROM (SELECT connector_id, version
                      FROM credential_version
                     WHERE shred_at <= now()
                     ORDER BY shred_at
                     LIMIT :batch
                       FOR NO KEY UPDATE SKIP LOCKED) due
              JOIN connector c ON c.id = due.connector_id
             WHERE v.connector_id = due.connector_id AND v.version = due.version
            RETURNING v.tenant, v.connector_id, c.credential_id, v.version
            """);

    private static final NamedSql DONE = NamedSql.of("""
            UPDATE credential_version SET shred_at = NULL WHERE connector_id = :connector AND version = :version
            """);

    private final CredentialsConfig.Shredding config;

    ShreddingRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            CredentialsConfig config) {
        super(dataSource, json);
        this.config = config.shredding();
    }

    /** Takes at most one batch; what is not done in time can be taken again. */
    List<Retired> take() {
        return all(TAKE, values(), Retired::of);
    }

    /** The vault has shredded it. */
    void done(Retired version) {
        update(DONE, Values.of("connector", version.connector()).and("version", version.version()));
    }

    Values values() {
        return Values.of("batch", config.batch()).and("claim", config.claim());
    }

    /** A version whose secret goes. */
    record Retired(String tenant, UUID connector, UUID credential, int version) {
        static Retired of(Row row) throws SQLException {
            return new Retired(
                    row.text("tenant"), row.id("connector_id"), row.id("credential_id"), row.integer("version"));
        }
    }
}
