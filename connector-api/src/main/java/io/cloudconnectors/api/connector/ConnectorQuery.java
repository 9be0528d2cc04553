package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A page of the list: which connectors, in which order, from where on. */
record ConnectorQuery(ConnectorFilter filter, Order order, PageRequest page) {

    /** The query parameters that it is read from, beside those of its page. */
    static final Set<String> PARAMETERS = parameters();

    /**
     * The orders of the list, each that of an index, read from its end where {@code -} is in front. There is none by the
     * next or the last run: their index would be written by every run.
     */
    enum Order {
        NEWEST("newest", "c.id DESC", 1),
        OLDEST("oldest", "c.id", 1),
        /** Upper and lower case alike. */
        NAME("name", "c.name_key, c.id", 2),
        NAME_BACKWARDS("-name", "c.name_key DESC, c.id DESC", 2),
        /** By the last change that a client made. */
        UPDATED("updated", "c.updated_at, c.id", 2),
        UPDATED_BACKWARDS("-updated", "c.updated_at DESC, c.id DESC", 2);

        private final String spelling;
        private final String sql;
        private final int parts;

        Order(String spelling, String sql, int parts) {
            this.spelling = spelling;
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
     * @throws io.cloudconnectors.api.problem.ProblemException INVALID_PARAMETER
     */
    static ConnectorQuery of(QueryParameters parameters, Tenant tenant) {
        @Nullable Order sort = parameters.spelled("sort", Order.class, order -> order.spelling);
        Order order = Objects.requireNonNullElse(sort, Order.NEWEST);
        return new ConnectorQuery(
                ConnectorFilter.of(parameters),
                order,
                parameters.page(Cursors.of(tenant, parameters.binding("connectors"), order.parts)));
    }

    /** The conditions of the page. */
    Conditions conditions(Tenant tenant, ExpiringCredential expiring) {
        Conditions conditions = filter.conditions(tenant, expiring);
        if (!page.isFirst()) {
            afterCursor(conditions);
        }
        return conditions;
    }

    private void afterCursor(Conditions conditions) {
        switch (order) {
            case NEWEST -> conditions.and("c.id < ?", page.afterId(0));
            case OLDEST -> conditions.and("c.id > ?", page.afterId(0));
            case NAME ->
                conditions.and("(c.name_key, c.id) > (?, ?)", page.after().getFirst(), page.afterId(1));
            case NAME_BACKWARDS ->
                conditions.and("(c.name_key, c.id) < (?, ?)", page.after().getFirst(), page.afterId(1));
            case UPDATED -> conditions.and("(c.updated_at, c.id) > (?, ?)", page.afterTime(0), page.afterId(1));
            case UPDATED_BACKWARDS ->
                conditions.and("(c.updated_at, c.id) < (?, ?)", page.afterTime(0), page.afterId(1));
        }
    }

    /** The sort key of a row. */
    List<String> position(ConnectorRow row) {
        return switch (order) {
            case NEWEST, OLDEST -> List.of(row.id().toString());
            case NAME, NAME_BACKWARDS -> List.of(row.nameKey(), row.id().toString());
            case UPDATED, UPDATED_BACKWARDS ->
                List.of(row.updatedAt().toString(), row.id().toString());
        };
    }

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(ConnectorFilter.PARAMETERS);
        names.add("sort");
        return Set.copyOf(names);
    }
}
