package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which connectors of a tenant are wanted, in which order, from where on.
 *
 * @param label {@code key} or {@code key=value}
 * @param prefix what the name begins with, upper and lower case alike
 */
record ConnectorFilter(
        @Nullable Provider provider,
        @Nullable ConnectorState state,
        @Nullable ConnectorHealth health,
        @Nullable ReasonCode reason,
        @Nullable String accountId,
        @Nullable String label,
        @Nullable String prefix,
        Order order,
        PageRequest page) {

    private static final Set<String> PARAMETERS =
            Set.of("provider", "state", "health", "reason", "accountId", "label", "q", "sort");

    /** In the collation of the column, so that its index serves. */
    private static final String PREFIX = "lower(? COLLATE pg_unicode_fast) COLLATE \"C\"";

    private static final String RUNNING =
            "EXISTS (SELECT 1 FROM schedule s WHERE s.connector_id = c.id AND s.running_since IS NOT NULL)";

    /** The orders of the list. */
    enum Order {
        /** The newest first. */
        NEWEST("c.id DESC", 1),
        /** By name, upper and lower case alike. */
        NAME("c.name_key, c.id", 2);

        private final String sql;
        private final int parts;

        Order(String sql, int parts) {
            this.sql = sql;
            this.parts = parts;
        }

        String sql() {
            return sql;
        }
    }

    /**
     * Reads the query parameters of a request.
     *
     * @throws ProblemException INVALID_PARAMETER
     */
    static ConnectorFilter of(UriInfo uri, Tenant tenant) {
        QueryParameters parameters = QueryParameters.of(uri, PARAMETERS);
        String label = parameters.text("label");
        if (label != null && label.startsWith("=")) {
            throw ProblemException.parameter("label", FieldErrorCode.FORMAT, "Write key=value, or a key alone.");
        }
        Order sort = parameters.lowerCaseConstant("sort", Order.class);
        Order order = sort == null ? Order.NEWEST : sort;
        return new ConnectorFilter(
                parameters.constant("provider", Provider.class),
                parameters.constant("state", ConnectorState.class),
                parameters.constant("health", ConnectorHealth.class),
                parameters.constant("reason", ReasonCode.class),
                parameters.text("accountId"),
                label,
                parameters.text("q"),
                order,
                parameters.page(Cursors.of(tenant, parameters.binding("connectors"), order.parts)));
    }

    /** The conditions of the list, the narrowing to the tenant first. */
    Conditions conditions(Tenant tenant) {
        Conditions conditions =
                new Conditions().and("c.tenant = ?", tenant.name()).and("c.deleted_at IS NULL");
        if (provider != null) {
            conditions.and("c.provider = ?", provider.name());
        }
        if (state != null) {
            byState(conditions, state);
        }
        if (health != null) {
            byHealth(conditions, health);
        }
        if (reason != null) {
            byReason(conditions, reason);
        }
        if (accountId != null) {
            conditions.and("c.account_id = ?", accountId);
        }
        if (label != null) {
            byLabel(conditions, label);
        }
        if (prefix != null) {
            // Ranges instead of LIKE: their operators are leakproof, so they reach the index through row-level
            // security.
            conditions.and(
                    "c.name_key >= " + PREFIX + " AND c.name_key < " + PREFIX + " || U&'\\+10FFFF'", prefix, prefix);
        }
        if (!page.isFirst()) {
            afterCursor(conditions);
        }
        return conditions;
    }

    private void afterCursor(Conditions conditions) {
        switch (order) {
            case NEWEST -> conditions.and("c.id < ?", page.afterId(0));
            case NAME ->
                conditions.and("(c.name_key, c.id) > (?, ?)", page.after().getFirst(), page.afterId(1));
        }
    }

    private static void byHealth(Conditions conditions, ConnectorHealth health) {
        switch (health) {
            case OK -> conditions.and("c.health = 'OK' AND " + ExpiringCredential.SQL + " IS NOT TRUE");
            case DEGRADED -> conditions.and("(c.health = 'DEGRADED' OR " + ExpiringCredential.SQL + ")");
            case ERROR -> conditions.and("c.health = 'ERROR'");
        }
    }

    private static void byReason(Conditions conditions, ReasonCode reason) {
        if (reason == ReasonCode.CREDENTIAL_EXPIRING) {
            conditions.and(ExpiringCredential.SQL);
        } else {
            conditions.and("c.reason ->> 'code' = ?", reason.name());
        }
    }

    private static void byState(Conditions conditions, ConnectorState state) {
        switch (state) {
            case PROCESSING -> conditions.and("c.state <> 'OFFLINE' AND " + RUNNING);
            case OFFLINE -> conditions.and("c.state = 'OFFLINE'");
            case PENDING, ONLINE -> conditions.and("c.state = ? AND NOT " + RUNNING, state.name());
        }
    }

    private static void byLabel(Conditions conditions, String label) {
        int equals = label.indexOf('=');
        if (equals < 0) {
            conditions.and("c.labels ?? ?", label);
        } else {
            conditions.and("c.labels ->> ? = ?", label.substring(0, equals), label.substring(equals + 1));
        }
    }
}
