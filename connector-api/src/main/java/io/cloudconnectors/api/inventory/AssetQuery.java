package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of a connector's inventory: which assets, in which order, from where on. */
record AssetQuery(AssetFilter filter, Order order, PageRequest page) {

    /** The query parameters that it is read from, beside those of its page. */
    static final Set<String> PARAMETERS = parameters();

    /** The orders of the list, by when an asset was found: the two ways to read one index. */
    enum Order {
        OLDEST("a.id", "a.id > ?"),
        NEWEST("a.id DESC", "a.id < ?");

        private final String sql;
        private final String after;

        Order(String sql, String after) {
            this.sql = sql;
            this.after = after;
        }

        String sql() {
            return sql;
        }

        /** What holds of those that come after one. */
        String after() {
            return after;
        }
    }

    /** @throws io.cloudconnectors.api.problem.ProblemException INVALID_PARAMETER */
    static AssetQuery of(QueryParameters parameters, Tenant tenant, UUID connectorId) {
        @Nullable Order sort = parameters.lowerCaseConstant("sort", Order.class);
        return new AssetQuery(
                AssetFilter.of(parameters),
                Objects.requireNonNullElse(sort, Order.OLDEST),
                parameters.page(Cursors.of(tenant, parameters.binding("assets of " + connectorId), 1)));
    }

    /** The conditions of the page. */
    Conditions conditions(Tenant tenant, UUID connectorId) {
        Conditions conditions = filter.conditions(tenant, connectorId);
        return page.isFirst() ? conditions : conditions.and(order.after(), page.afterId(0));
    }

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(AssetFilter.PARAMETERS);
        names.add("sort");
        return Set.copyOf(names);
    }
}
