package io.cloudconnectors.api.inventory;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inventory of a connector over HTTP, from rows as merges leave them. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class AssetApiIT {
    private static final List<String> MEMBERS = List.of(
            "id",
            "connectorId",
            "provider",
            "type",
            "nativeId",
            "name",
            "region",
            "tags",
            "firstSeenAt",
            "lastSeenAt",
            "goneAt",
            "detail");

    private final String tenant = Http.newTenant();
    private String connector;

    @BeforeEach
    void aConnectorWithThreeAssets() {
        connector = Http.create(tenant, "a").getString("id");
        Rows.execute(Role.INVENTORY_ENGINE, """
                INSERT INTO asset (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service,
                                   name, tags, detail, content_hash, first_seen_at, changed_at, gone_at, last_seen_at)
                SELECT ?, type, region, native_id, uuidv7(), '%s', 'AWS', 'eu-central-1', 'ec2', name, '{"team": "x"}',
                       '{"state": {"name": "running"}, "cores": 2}', 'h', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z',
                       gone_at::timestamptz, last_seen_at::timestamptz
                  FROM (VALUES ('AWS::EC2::Instance', 'eu-central-1', 'i-1', 'Web 1', NULL, NULL),
                               ('AWS::EC2::Instance', 'eu-west-1', 'i-2', NULL, NULL, NULL),
                               ('AWS::EC2::Volume', 'eu-central-1', 'vol-1', 'web data', '2026-01-04T00:00:00Z', '2026-01-03T00:00:00Z'))
                       AS a (type, region, native_id, name, gone_at, last_seen_at)
                """.formatted(tenant), connector);
        Rows.execute(Role.INVENTORY_ENGINE, """
                INSERT INTO slice (connector_id, region, service, tenant, seen_at, run_id, attempt, assets, created, changed, gone)
                VALUES (?, 'eu-central-1', 'ec2', '%s', '2026-01-05T00:00:00Z', uuidv7(), 1, 2, 0, 0, 1)
                """.formatted(tenant), connector);
    }

    @Test
    void anAssetShowsWhatTheProviderSaysAndWhenItWasSeen() {
        JsonPath assets = list(Map.of("q", "i-1"));

        assertThat(assets.getMap("items[0]").keySet()).map(Object::toString).containsExactlyElementsOf(MEMBERS);
        assertThat(assets.getString("items[0].detail.state.name")).isEqualTo("running");
        assertThat(assets.getInt("items[0].detail.cores")).isEqualTo(2);
        assertThat(assets.getMap("items[0].tags")).isEqualTo(Map.of("team", "x"));
        assertThat(assets.getString("items[0].lastSeenAt")).isEqualTo("2026-01-05T00:00:00Z");
        assertThat(assets.getString("items[0].goneAt")).isNull();
    }

    @Test
    void anAssetThatIsGoneKeepsWhenItWasLastSeen() {
        JsonPath gone = list(Map.of("status", "gone"));

        assertThat(gone.<String>getList("items.nativeId")).containsExactly("vol-1");
        assertThat(gone.getString("items[0].lastSeenAt")).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(gone.getString("items[0].goneAt")).isEqualTo("2026-01-04T00:00:00Z");
    }

    @Test
    void filtersNarrowTheInventory() {
        assertThat(ids(Map.of())).containsExactlyInAnyOrder("i-1", "i-2", "vol-1");
        assertThat(ids(Map.of("status", "present"))).containsExactlyInAnyOrder("i-1", "i-2");
        assertThat(ids(Map.of("type", "AWS::EC2::Volume"))).containsExactly("vol-1");
        assertThat(ids(Map.of("region", "eu-west-1"))).containsExactly("i-2");
        assertThat(ids(Map.of("q", "WEB"))).containsExactlyInAnyOrder("i-1", "vol-1");
        assertThat(ids(Map.of("q", "%"))).isEmpty();
        as(tenant).queryParam("status", "GONE").get(path()).then().statusCode(400);
        as(tenant).queryParam("bogus", "1").get(path()).then().statusCode(400);
    }

    @Test
    void pagesHoldEveryAssetOnce() {
        assertThat(ids(Map.of("limit", "1"))).containsExactlyInAnyOrder("i-1", "i-2", "vol-1");
    }

    @Test
    void aConnectionThatWasToldNoTenantSeesNoAssets() throws SQLException {
        try (Connection api = Setting.postgres().login(Role.INVENTORY_API).connect();
                var statement = api.createStatement();
                var result =
                        statement.executeQuery("SELECT (SELECT count(*) FROM asset) + (SELECT count(*) FROM slice)")) {
            result.next();
            assertThat(result.getLong(1)).isZero();
        }
    }

    private List<String> ids(Map<String, String> parameters) {
        Map<String, String> query = new HashMap<>(parameters);
        List<String> ids = new ArrayList<>();
        String cursor;
        do {
            JsonPath page = list(query);
            ids.addAll(page.getList("items.nativeId"));
            cursor = page.getString("nextCursor");
            query.put("cursor", cursor);
        } while (cursor != null);
        return ids;
    }

    private JsonPath list(Map<String, String> parameters) {
        return as(tenant, "viewer")
                .queryParams(parameters)
                .get(path())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String path() {
        return CONNECTORS + "/" + connector + "/assets";
    }
}
