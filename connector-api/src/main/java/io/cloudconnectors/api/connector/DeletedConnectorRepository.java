package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads deleted connectors that can be restored. */
@Singleton
class DeletedConnectorRepository extends SqlRepository {
    static final String SELECT = """
            SELECT c.id, c.name, c.provider, c.account_id, c.deleted_at, c.purge_at, c.version
              FROM connector c
             WHERE {conditions}
             ORDER BY c.deleted_at DESC, c.id DESC
             LIMIT {limit}
            """;

    static final String TWIN = """
            SELECT id
              FROM connector
             WHERE tenant = ? AND provider = ? AND account_id = ?
               AND deleted_at IS NOT NULL AND purge_started_at IS NULL AND purge_at > now()
             ORDER BY deleted_at DESC
             LIMIT 1
            """;

    DeletedConnectorRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** The deleted connectors of a tenant, the last deleted first. */
    Page<DeletedConnector> list(Tenant tenant, PageRequest page) {
        Conditions conditions = new Conditions()
                .and("c.tenant = ?", tenant.name())
                .and("c.deleted_at IS NOT NULL")
                .and("c.purge_started_at IS NULL")
                .and("c.purge_at > now()");
        if (!page.isFirst()) {
            conditions.and("(c.deleted_at, c.id) < (?, ?)", page.afterTime(0), page.afterId(1));
        }
        List<DeletedConnector> rows = all(
                limited(SELECT.replace("{conditions}", conditions.sql()), page.rowsToRead()),
                conditions.values(),
                DeletedConnectorRepository::map);
        return Page.of(
                rows, page, row -> List.of(row.deletedAt().toString(), row.id().toString()));
    }

    /** The connector of the same account that was deleted last. */
    Optional<UUID> twin(Tenant tenant, Provider provider, String accountId) {
        return first(TWIN, List.of(tenant.name(), provider.name(), accountId), row -> row.id("id"));
    }

    private static DeletedConnector map(Row row) throws SQLException {
        return new DeletedConnector(
                row.id("id"),
                row.text("name"),
                row.constant("provider", Provider.class),
                row.textOrNull("account_id"),
                row.instant("deleted_at"),
                row.instant("purge_at"),
                row.bigInteger("version"));
    }
}
