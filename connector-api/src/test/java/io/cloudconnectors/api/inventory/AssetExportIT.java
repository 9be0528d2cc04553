package io.cloudconnectors.api.inventory;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.setting.TenantPlans;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports over HTTP: whole, of large inventories, to slow clients, to clients that go, and broken off. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class AssetExportIT {
    private static final int MANY = 200_000;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI service;

    /** Of a connector with {@link #MANY} assets, made by the first test that wants it. */
    private static String largeTenant;

    private static String large;

    private String tenant = Http.newTenant();
    private String connector;

    @BeforeEach
    void aConnector() {
        connector = Http.create(tenant, "a").getString("id");
    }

    @Test
    void aFileHasANameAndWhatTheFiltersLeave() {
        insert(3);

        ExtractableResponse<Response> csv = export(Map.of());
        ExtractableResponse<Response> ndjson = export(Map.of("format", "ndjson", "q", "i-2"));

        assertThat(csv.contentType()).isEqualTo("text/csv;charset=UTF-8;header=present");
        assertThat(csv.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"assets-" + connector + ".csv\"");
        assertThat(csv.asString().split("\r\n")).hasSize(4);
        assertThat(ndjson.contentType()).startsWith("application/x-ndjson");
        assertThat(ndjson.header("Content-Disposition")).endsWith(".ndjson\"");
        assertThat(ndjson.asString().lines()).hasSize(1).first().asString().contains("\"nativeId\":\"i-2\"");
        assertThat(export(Map.of("status", "gone", "format", "ndjson")).asString())
                .isEmpty();
    }

    @Test
    void withoutAFormatAcceptDecides() {
        assertThat(accepting("application/x-ndjson", 200).contentType()).startsWith("application/x-ndjson");
        assertThat(accepting("text/csv", 200).contentType()).startsWith("text/csv");
        assertThat(accepting("application/json", 406).jsonPath().getString("code"))
                .isEqualTo("NOT_ACCEPTABLE");
    }

    @Test
    void whatIsWrongIsAProblem() {
        for (String parameter : List.of("limit", "cursor", "sort", "format")) {
            as(tenant).queryParam(parameter, "xml").get(path()).then().statusCode(400);
        }
        as(Http.newTenant()).get(path()).then().statusCode(404);
    }

    @Test
    void aLargeInventoryArrivesWholeAndEachAssetOnce() throws Exception {
        aLargeInventory();

        Set<String> ids = new java.util.HashSet<>();
        long lines = 0;
        try (BufferedReader reader = read(open(Version.HTTP_1_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                ids.add(line.substring(0, line.indexOf(',')));
            }
        }

        assertThat(lines).isEqualTo(MANY);
        assertThat(ids).hasSize(MANY);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aSlowClientHoldsNoConnectionAndSeesThatAnExportBrokeOff(Version version) throws Exception {
        aLargeInventory();
        try (InputStream body = open(version)) {
            body.read();
            // The client reads no further: what is under way fills the buffers, and the export waits.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> "t".equals(ofTheApi("max(query_start) < clock_timestamp() - interval '2 seconds'")));

            assertThat(going()).isEqualTo(1);
            assertThat(ofTheApi("count(xact_start)")).isEqualTo("0");

            assertThat(Integer.parseInt(ofTheApi("count(pg_terminate_backend(pid))")))
                    .isPositive();
            assertThatThrownBy(() -> body.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> going() == 0);
        theConnectionsThatWereKilledLeaveThePool();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aClientThatGoesEndsItsExport(Version version) throws Exception {
        aLargeInventory();
        InputStream body = open(version);
        body.read();
        await().atMost(Duration.ofSeconds(60)).until(() -> going() == 1);

        body.close();

        await().atMost(Duration.ofSeconds(60)).until(() -> going() == 0);
    }

    @Test
    void aDeepBatchOfALargeInventoryIsReadInTheOrderOfAnIndexOfTheTenant() throws SQLException {
        aLargeInventory();
        for (AssetQuery.Order order : AssetQuery.Order.values()) {
            assertThat(plan(new AssetFilter(Set.of(), Set.of(), AssetFilter.Status.PRESENT, null), order))
                    .containsPattern("Index Scan (Backward )?using asset_\\d+_tenant_connector_id_id_idx")
                    .doesNotContain("Seq Scan on asset", "Sort");
        }
    }

    @Test
    void whateverTheFiltersNoOtherConnectorsAssetsAreRead() throws SQLException {
        insert(200);
        superuser("""
                INSERT INTO asset (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service,
                                   tags, detail, content_hash, first_seen_at, changed_at)
                SELECT md5((n %% 100)::text)::uuid, 'AWS::EC2::Instance', 'eu-central-1', '%1$s' || n, uuidv7(), '%1$s' || n %% 100,
                       'AWS', 'eu-central-1', 'ec2', '{}', '{}', 'h', now(), now()
                  FROM generate_series(1, 40000) AS n
                """.formatted(tenant));
        superuser("ANALYZE asset");
        for (Set<String> types : List.of(Set.<String>of(), Set.of("AWS::EC2::Instance"))) {
            for (Set<String> regions : List.of(Set.<String>of(), Set.of("eu-central-1", "global"))) {
                for (String prefix : List.of("", "i-")) {
                    var filter = new AssetFilter(types, regions, null, prefix.isEmpty() ? null : prefix);
                    String plan = plan(filter, AssetQuery.Order.OLDEST);
                    assertThat(plan).doesNotContain("Seq Scan on asset");
                    assertThat(TenantPlans.indexes(plan))
                            .as(plan)
                            .allMatch(
                                    index -> index.matches("asset_\\d+_(tenant_connector_id_id_idx|pkey)|slice_pkey"));
                }
            }
        }
    }

    private String plan(AssetFilter filter, AssetQuery.Order order) throws SQLException {
        var conditions = filter.conditions(new Tenant(tenant), UUID.fromString(connector))
                .and(order.after(), order == AssetQuery.Order.OLDEST ? new UUID(0, 0) : new UUID(-1, -1));
        try (TenantPlans plans = new TenantPlans(Role.INVENTORY_API, tenant)) {
            return plans.of(AssetReadRepository.sql(conditions, order, AssetExport.BATCH), conditions.values());
        }
    }

    private double going() {
        return meters.get(AssetExports.GOING).gauge().value();
    }

    /** They are noticed one by one, when they are used. */
    private void theConnectionsThatWereKilledLeaveThePool() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> java.util.stream.IntStream.range(0, 10)
                        .map(_ -> as(tenant)
                                .get(CONNECTORS + "/" + connector + "/assets")
                                .statusCode())
                        .allMatch(status -> status == 200));
    }

    private InputStream open(Version version) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path() + "?format=ndjson"))
                .header("Authorization", "Bearer " + Setting.identity().token(tenant, "viewer"))
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(version);
        return response.body();
    }

    private static BufferedReader read(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private ExtractableResponse<Response> export(Map<String, String> parameters) {
        return as(tenant, "viewer")
                .queryParams(parameters)
                .get(path())
                .then()
                .statusCode(200)
                .extract();
    }

    private ExtractableResponse<Response> accepting(String type, int status) {
        return as(tenant, "viewer")
                .accept(type)
                .get(path())
                .then()
                .statusCode(status)
                .extract();
    }

    private String path() {
        return CONNECTORS + "/" + connector + "/assets/export";
    }

    /** With statistics, which autovacuum makes elsewhere. */
    private void aLargeInventory() throws SQLException {
        if (large == null) {
            insert(MANY);
            superuser("ANALYZE asset");
            largeTenant = tenant;
            large = connector;
        }
        tenant = largeTenant;
        connector = large;
    }

    private void insert(int assets) {
        Rows.execute(Role.INVENTORY_ENGINE, """
                INSERT INTO asset (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service,
                                   name, tags, detail, content_hash, first_seen_at, changed_at)
                SELECT ?, 'AWS::EC2::Instance', 'eu-central-1', 'i-' || n, uuidv7(), '%s', 'AWS', 'eu-central-1', 'ec2',
                       'name ' || n, '{"team": "x"}', jsonb_build_object('text', repeat('x', 200)), 'h', now(), now()
                  FROM generate_series(1, %d) AS n
                """.formatted(tenant, assets), connector);
    }

    /** Something about the connections of the service to the inventory. */
    private static String ofTheApi(String what) throws SQLException {
        try (Connection connection =
                        Setting.postgres().superuser(Database.INVENTORY).connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT " + what + " FROM pg_stat_activity WHERE usename = 'inventory_api'")) {
            result.next();
            return result.getString(1);
        }
    }

    private static void superuser(String sql) throws SQLException {
        try (Connection connection =
                        Setting.postgres().superuser(Database.INVENTORY).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
