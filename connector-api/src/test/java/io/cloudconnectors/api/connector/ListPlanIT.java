package io.cloudconnectors.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.expiry.ExpiryConfig;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.setting.TenantPlans;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists and counts read indexes of the tenant, under row-level security, however many connectors there are. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ListPlanIT {
    /** Each filter with the values to try. */
    private static final Map<String, List<String>> FILTERS = Map.of(
            "provider", List.of("AWS"),
            "state", List.of("ONLINE", "PROCESSING", "PENDING,PROCESSING,OFFLINE"),
            "health", List.of("DEGRADED"),
            "reason", List.of("NETWORK,CREDENTIAL_EXPIRING"),
            "accountId", List.of("77"),
            "label", List.of("team=x"),
            "q", List.of("NAME 7"));

    /** Found by what the page holds already. */
    private static final String OF_THE_PAGE = "schedule_pkey|credential_version_pkey|run_\\d+_pkey|run_default_pkey";

    private final String crowd = Http.newTenant();
    private final Tenant tenant = new Tenant(crowd + "-7");
    private String amidst;
    private final ExpiringCredential expiring = new ExpiringCredential(Configs.of(ExpiryConfig.class, Map.of()));

    @BeforeEach
    void thereAreManyConnectorsOfManyTenants() throws SQLException {
        superuser("""
                INSERT INTO connector (id, tenant, name, provider, account_id, settings, run_frequency_minutes, state, health,
                                       reason, credential_id, credential_version, credential_fingerprint, created_at, updated_at)
                SELECT uuidv7(), '%s-' || n %% 100, 'name ' || n, 'AWS', n::text, '{"regions": []}', 240,
                       CASE WHEN n %% 13 = 0 THEN 'OFFLINE' ELSE 'ONLINE' END, CASE WHEN n %% 13 = 0 THEN 'ERROR' ELSE 'OK' END,
                       CASE WHEN n %% 13 = 0 THEN '{"code": "NETWORK"}'::jsonb END,
                       gen_random_uuid(), 1, 'f', now(), now()
                  FROM generate_series(1, 20000) AS n
                """.formatted(crowd));
        superuser("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot, running_since)
                SELECT id, tenant, false, now(), 14400, 0, CASE WHEN right(id::text, 2) < '04' THEN now() END
                  FROM connector WHERE tenant LIKE '%s-%%'
                """.formatted(crowd));
        superuser("VACUUM ANALYZE connector");
        superuser("VACUUM ANALYZE schedule");
        try (Connection connection = Rows.superuser();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT id FROM connector WHERE tenant = '" + tenant.name() + "' ORDER BY id OFFSET 100")) {
            result.next();
            amidst = result.getString(1);
        }
    }

    @AfterEach
    void theyGoAgain() throws SQLException {
        superuser("DELETE FROM schedule WHERE tenant LIKE '" + crowd + "-%'");
        superuser("DELETE FROM connector WHERE tenant LIKE '" + crowd + "-%'");
    }

    @Test
    void everyOrderComesFromAnIndexOfItsOwnOnTheFirstPageAndOnADeepOne() throws SQLException {
        for (ConnectorQuery.Order order : ConnectorQuery.Order.values()) {
            for (boolean deep : List.of(false, true)) {
                assertThat(plan(query(Map.of(), order, deep)))
                        .as("%s, deep: %s", order, deep)
                        .contains(indexOf(order))
                        .doesNotContain("Sort Key: c_1", "Sort Key: c.name_key");
            }
        }
    }

    @Test
    void everyCombinationOfFiltersInEveryOrderReadsAnIndexOfTheTenant() throws SQLException {
        Set<String> ofTheTenant = indexesThatTheTenantLeads();
        int tried = 0;
        try (TenantPlans plans = new TenantPlans(Role.CONNECTORS_API, tenant.name())) {
            for (Map<String, String> filters : combinations()) {
                for (ConnectorQuery.Order order : ConnectorQuery.Order.values()) {
                    ConnectorQuery query = query(filters, order, tried++ % 2 == 0);
                    assertReads(ofTheTenant, plan(plans, query), filters, order);
                }
                Conditions conditions = filter(filters).conditions(tenant, expiring);
                String counts = plans.of(ConnectorReadRepository.countSql(conditions, expiring), conditions.values());
                assertReads(ofTheTenant, counts, filters, "counts");
            }
        }
        assertThat(tried).isEqualTo(4 * 64 * 6);
    }

    @Test
    void thePrefixOfANameIsLookedUpInTheIndex() throws SQLException {
        assertThat(plan(query(Map.of("q", "NAME 77"), ConnectorQuery.Order.NAME, false)))
                .containsPattern("(connector_by_name|connector_name_unique)")
                .containsPattern("Index Cond: [^\\n]*name_key >=");
    }

    @Test
    void theCountsOfATenantAreReadFromAnIndexAloneAndItsRunningOnesFromAnother() throws SQLException {
        Conditions conditions = filter(Map.of()).conditions(tenant, expiring);
        try (TenantPlans plans = new TenantPlans(Role.CONNECTORS_API, tenant.name())) {
            String plan = plans.of(ConnectorReadRepository.countSql(conditions, expiring), conditions.values());

            assertThat(plan).contains("Index Only Scan using connector_counts", "schedule_running");
        }
    }

    private static void assertReads(Set<String> ofTheTenant, String plan, Object... what) {
        assertThat(plan)
                .as("%s\n%s", List.of(what), plan)
                .doesNotContain("Seq Scan on connector", "Seq Scan on schedule");
        Set<String> others = new TreeSet<>(TenantPlans.indexes(plan));
        others.removeAll(ofTheTenant);
        if (plan.contains("using schedule_running") && plan.contains("(id = s_1.connector_id)")) {
            others.remove("connector_pkey"); // each of the tenant's running ones
        }
        assertThat(others).as("%s\n%s", List.of(what), plan).allMatch(index -> index.matches(OF_THE_PAGE));
    }

    private static String indexOf(ConnectorQuery.Order order) {
        return switch (order) {
            case NEWEST, OLDEST -> "connector_list";
            case NAME, NAME_BACKWARDS -> "connector_by_name";
            case UPDATED, UPDATED_BACKWARDS -> "connector_by_update";
        };
    }

    private static Set<String> indexesThatTheTenantLeads() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = Rows.superuser();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT indexname FROM pg_indexes"
                                + " WHERE tablename IN ('connector', 'schedule') AND indexdef LIKE '% USING btree (tenant, %'")) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        assertThat(names).contains("connector_counts", "schedule_running").doesNotContain("connector_states");
        return names;
    }

    /** Every filter with each of its values and without it. */
    private static List<Map<String, String>> combinations() {
        List<Map<String, String>> all = List.of(Map.of());
        for (var filter : new java.util.TreeMap<>(FILTERS).entrySet()) {
            all = all.stream()
                    .flatMap(some -> Stream.concat(
                            Stream.of(some), filter.getValue().stream().map(value -> {
                                Map<String, String> more = new java.util.TreeMap<>(some);
                                more.put(filter.getKey(), value);
                                return more;
                            })))
                    .toList();
        }
        return all;
    }

    private static ConnectorFilter filter(Map<String, String> filters) {
        return ConnectorFilter.of(
                QueryParameters.only(new MultivaluedHashMap<String, String>(filters), ConnectorFilter.PARAMETERS));
    }

    private ConnectorQuery query(Map<String, String> filters, ConnectorQuery.Order order, boolean deep) {
        List<String> after = switch (order) {
            case NEWEST, OLDEST -> List.of(amidst);
            case NAME, NAME_BACKWARDS -> List.of("name 5", amidst);
            case UPDATED, UPDATED_BACKWARDS -> List.of("2026-01-01T00:00:00Z", amidst);
        };
        PageRequest page = new PageRequest(10, deep ? after : List.of(), Cursors.of(tenant, List.of(), 1));
        return new ConnectorQuery(filter(filters), order, page);
    }

    private String plan(ConnectorQuery query) throws SQLException {
        try (TenantPlans plans = new TenantPlans(Role.CONNECTORS_API, tenant.name())) {
            return plan(plans, query);
        }
    }

    private String plan(TenantPlans plans, ConnectorQuery query) throws SQLException {
        Conditions conditions = query.conditions(tenant, expiring);
        int rows = query.page().rowsToRead();
        return plans.kept(ConnectorReadRepository.sql(conditions, query.order(), expiring, rows));
    }

    private static void superuser(String sql) throws SQLException {
        try (Connection connection = Rows.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
