package io.cloudconnectors.api.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The events of one tenant that were; each call stands inside a transaction of the tenant. */
@Singleton
class EventReadRepository extends SqlRepository {
    static final int PAGE = 200;

    private static final String BETWEEN = """
            SELECT xid::text AS xid, id, tenant, connector_id, type, payload #>> '{data,action}' AS action,
                   payload::text AS payload
              FROM event
             WHERE {conditions}
             ORDER BY event.xid, event.id
             LIMIT {limit}
            """;

    /** A position of a time to come is one of another database. */
    private static final String KNOWN = """
            SELECT (xid, id) <= (?::text::xid8, ?) AND ?::text::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AS known
              FROM event_floor
            """;

    EventReadRepository(@io.quarkus.agroal.DataSource("api") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /**
     * What lies between two positions, at most {@value #PAGE}.
     *
     * @param connectorId null for all connectors
     */
    List<LiveEvent> between(Tenant tenant, @Nullable UUID connectorId, Position after, Position until) {
        Conditions conditions = new Conditions()
                .and("tenant = ?", tenant.name())
                .and("(xid, id) > (?::text::xid8, ?)", Long.toString(after.transaction()), after.number())
                .and("(xid, id) <= (?::text::xid8, ?)", Long.toString(until.transaction()), until.number());
        if (connectorId != null) {
            conditions.and("connector_id = ?", connectorId);
        }
        return all(
                limited(BETWEEN.replace("{conditions}", conditions.sql()), PAGE), conditions.values(), LiveEvent::of);
    }

    /** Whether all that followed a position is still there. */
    boolean knows(Position position) {
        String transaction = Long.toString(position.transaction());
        return first(KNOWN, List.of(transaction, position.number(), transaction), row -> row.flag("known"))
                .orElseThrow();
    }
}
