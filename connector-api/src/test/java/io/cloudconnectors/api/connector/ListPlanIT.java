package io.cloudconnectors.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list reads its page out of an index, under row-level security, however many connectors there are. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ListPlanIT {
    private final String crowd = Http.newTenant();
    private final Tenant tenant = new Tenant(crowd + "-7");

    @BeforeEach
    void thereAreManyConnectorsOfManyTenants() throws SQLException {
        superuser("""
                INSERT INTO connector (id, tenant, name, provider, account_id, settings, run_frequency_minutes,
                                       credential_id, credential_version, credential_fingerprint, created_at, updated_at)
                SELECT uuidv7(), '%s-' || n %% 100, 'name ' || n, 'AWS', n::text, '{"regions": []}', 240,
                       gen_random_uuid(), 1, 'f', now(), now()
                  FROM generate_series(1, 20000) AS n
                """.formatted(crowd));
        superuser("""
                INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot)
                SELECT id, tenant, false, now(), 14400, 0 FROM connector WHERE tenant LIKE '%s-%%'
                """.formatted(crowd));
        superuser("ANALYZE connector, schedule");
    }

    @AfterEach
    void theyGoAgain() throws SQLException {
        superuser("DELETE FROM schedule WHERE tenant LIKE '" + crowd + "-%'");
        superuser("DELETE FROM connector WHERE tenant LIKE '" + crowd + "-%'");
    }

    @Test
    void theFirstPageAndADeepOneComeFromTheIndexOfTheTenant() throws SQLException {
        assertThat(plan(filter(ConnectorFilter.Order.NEWEST, null, List.of()))).contains("connector_list");
        assertThat(plan(filter(
                        ConnectorFilter.Order.NEWEST,
                        null,
                        List.of(UUID.randomUUID().toString()))))
                .contains("connector_list");
    }

    @Test
    void theOrderByNameComesFromAnIndexToo() throws SQLException {
        assertThat(plan(filter(ConnectorFilter.Order.NAME, null, List.of()))).contains("connector_by_name");
        assertThat(plan(filter(
                        ConnectorFilter.Order.NAME,
                        null,
                        List.of("name 1", UUID.randomUUID().toString()))))
                .contains("connector_by_name");
    }

    @Test
    void thePrefixOfANameIsLookedUpInTheIndex() throws SQLException {
        assertThat(plan(filter(ConnectorFilter.Order.NAME, "NAME 77", List.of())))
                .containsPattern("(connector_by_name|connector_name_unique)")
                .containsPattern("Index Cond: [^\\n]*name_key >=");
    }

    private ConnectorFilter filter(ConnectorFilter.Order order, @Nullable String prefix, List<String> after) {
        PageRequest page = new PageRequest(50, after, Cursors.of(tenant, List.of(), 1));
        return new ConnectorFilter(null, null, null, null, null, null, prefix, order, page);
    }

    /** The plan of a page, as the API's role gets it. */
    private String plan(ConnectorFilter filter) throws SQLException {
        Conditions conditions = filter.conditions(tenant);
        List<Object> values = new ArrayList<>(conditions.values());
        values.add(filter.page().rowsToRead());
        try (Connection api = Setting.postgres().login(Role.CONNECTORS_API).connect()) {
            api.setAutoCommit(false);
            try (var tell = api.prepareStatement("SELECT set_config('app.tenant', ?, true)")) {
                tell.setString(1, tenant.name());
                tell.execute();
            }
            try (var explain =
                    api.prepareStatement("EXPLAIN " + ConnectorReadRepository.sql(conditions, filter.order()))) {
                for (int i = 0; i < values.size(); i++) {
                    explain.setObject(i + 1, values.get(i));
                }
                StringBuilder plan = new StringBuilder();
                try (var result = explain.executeQuery()) {
                    while (result.next()) {
                        plan.append(result.getString(1)).append('\n');
                    }
                }
                assertThat(plan.toString()).doesNotContain("Seq Scan on connector", "Seq Scan on schedule");
                return plan.toString();
            }
        }
    }

    private static void superuser(String sql) throws SQLException {
        try (Connection connection = Rows.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
