package io.cloudconnectors.api.credential;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.CommittedQuery;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/**
 * The versions that are in use here. A deleted connector's are, until it is purged: it may be restored. A retired version is
 * not: it is being shredded.
 */
@Singleton
class CommittedRepository extends EngineRepository {
    static final NamedSql KNOWN = NamedSql.of("""
            SELECT asked.tenant, asked.connector_id, asked.credential_id, asked.version
              FROM (SELECT a ->> 'tenant' AS tenant, (a ->> 'connectorId')::uuid AS connector_id,
                           (a ->> 'credentialId')::uuid AS credential_id, (a ->> 'version')::int AS version
                      FROM jsonb_array_elements(:asked::jsonb) AS a) asked
             CROSS JOIN LATERAL (
                    (SELECT
                       FROM connector c JOIN credential_version v ON v.connector_id = c.id
                      WHERE c.id = asked.connector_id AND c.tenant = asked.tenant
                        AND c.credential_id = asked.credential_id
                        AND v.version = asked.version AND v.retired_at IS NULL)
                     UNION ALL
                    (SELECT
                       FROM draft d
                      WHERE d.id = asked.connector_id AND d.tenant = asked.tenant
                        AND d.credential_id = asked.credential_id AND asked.version = 1 AND d.expires_at > now())
                     UNION ALL
                    (SELECT
                       FROM connection_test t
                      WHERE t.connector_id = asked.connector_id AND t.tenant = asked.tenant
                        AND t.credential_id = asked.credential_id AND t.credential_version = asked.version
                        AND t.state IN ('QUEUED', 'RUNNING'))
                      LIMIT 1) known
            """);

    CommittedRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Those of these versions that are known. */
    List<CommittedQuery.Version> known(List<CommittedQuery.Version> asked) {
        return all(
                KNOWN,
                Values.of("asked", json(asked)),
                row -> new CommittedQuery.Version(
                        row.text("tenant"), row.id("connector_id"), row.id("credential_id"), row.integer("version")));
    }
}
