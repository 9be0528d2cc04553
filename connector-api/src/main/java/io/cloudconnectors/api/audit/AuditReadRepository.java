package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the trail; each call stands inside a transaction of the tenant. */
@Singleton
class AuditReadRepository extends SqlRepository {
    static final String LIST = """
            SELECT tenant, seq, at, action, actor, origin, connector_id, connector_name, before, after, previous_hash, hash
              FROM audit
             WHERE {conditions}
             ORDER BY seq DESC
             LIMIT {limit}
            """;

    private static final String WALK = """
            SELECT tenant, seq, at, action, actor, origin, connector_id, connector_name, before, after, previous_hash, hash
              FROM audit
             WHERE tenant = ? AND seq > ?
             ORDER BY seq
             LIMIT {limit}
            """;

    /** Its trail outlives a connector. */
    private static final String KNOWN = """
            SELECT EXISTS (SELECT FROM connector WHERE tenant = ? AND id = ?)
                OR EXISTS (SELECT FROM audit WHERE tenant = ? AND connector_id = ?) AS known
            """;

    AuditReadRepository(@io.quarkus.agroal.DataSource("api") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** A page, the newest entry first. */
    Page<AuditRow> list(Tenant tenant, AuditFilter filter) {
        Conditions conditions = filter.conditions(tenant);
        List<AuditRow> rows = all(
                limited(
                        LIST.replace("{conditions}", conditions.sql()),
                        filter.page().rowsToRead()),
                conditions.values(),
                AuditReadRepository::map);
        return Page.of(rows, filter.page(), row -> List.of(Long.toString(row.seq())));
    }

    /** What follows an entry, in the order of the chain. */
    List<AuditRow> after(Tenant tenant, long seq, int limit) {
        return all(limited(WALK, limit), List.of(tenant.name(), seq), AuditReadRepository::map);
    }

    /** Whether the tenant has or had a connector. */
    boolean knows(Tenant tenant, UUID connectorId) {
        return first(KNOWN, List.of(tenant.name(), connectorId, tenant.name(), connectorId), row -> row.flag("known"))
                .orElseThrow();
    }

    private static AuditRow map(Row row) throws SQLException {
        return new AuditRow(
                row.text("tenant"),
                row.bigInteger("seq"),
                row.instant("at"),
                row.text("action"),
                Objects.requireNonNull(row.json("actor", JsonNode.class)),
                Objects.requireNonNull(row.json("origin", JsonNode.class)),
                row.id("connector_id"),
                row.textOrNull("connector_name"),
                row.json("before", JsonNode.class),
                row.json("after", JsonNode.class),
                row.text("previous_hash"),
                row.text("hash"));
    }
}
