package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages and filters of the list. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ConnectorListIT {
    private final String tenant = Http.newTenant();

    @Test
    void pagesHoldEveryConnectorOnceTheNewestFirst() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.addFirst(Http.create(tenant, "c" + i).getString("id"));
        }

        assertThat(walk(Map.of("limit", "3"), "items.id")).containsExactlyElementsOf(created);
        assertThat(walk(Map.of("limit", "7"), "items.id")).containsExactlyElementsOf(created);
    }

    @Test
    void pagesCanGoByNameWhateverItsCase() {
        List.of("beta", "Alpha", "\u00c4rger", "alpha2", "Gamma").forEach(name -> Http.create(tenant, name));

        assertThat(walk(Map.of("limit", "2", "sort", "name"), "items.name"))
                .containsExactly("Alpha", "alpha2", "beta", "Gamma", "\u00c4rger");
    }

    @Test
    void everyOrderCanBeTurnedAround() {
        List<String> created = new ArrayList<>();
        for (String name : List.of("b", "a", "d", "c", "e")) {
            created.add(Http.create(tenant, name).getString("id"));
        }
        as(tenant).body("{\"description\": \"x\"}").patch(CONNECTORS + "/" + created.get(1));

        for (String order : List.of("name", "updated")) {
            List<String> forwards = walk(Map.of("limit", "2", "sort", order), "items.id");
            assertThat(walk(Map.of("limit", "2", "sort", "-" + order), "items.id"))
                    .containsExactlyElementsOf(forwards.reversed());
        }
        assertThat(walk(Map.of("limit", "2", "sort", "oldest"), "items.id")).containsExactlyElementsOf(created);
        assertThat(walk(Map.of("limit", "2", "sort", "-updated"), "items.name"))
                .containsExactly("a", "e", "c", "d", "b");
        as(tenant).queryParam("sort", "nextRun").get(CONNECTORS).then().statusCode(400);
    }

    @Test
    void theLongestNamesCanBePagedThrough() {
        List<String> names = List.of("\uD83D\uDE80".repeat(127) + "a", "\uD83D\uDE80".repeat(127) + "b");
        names.forEach(name -> Http.create(tenant, name));

        assertThat(walk(Map.of("limit", "1", "sort", "name"), "items.name")).containsExactlyElementsOf(names);
    }

    @Test
    void aFilterCanHaveSeveralValues() {
        String pending = Http.create(tenant, "pending").getString("id");
        String online = Http.create(tenant, "online").getString("id");
        String offline = Http.create(tenant, "offline").getString("id");
        String expiring = Http.create(tenant, "expiring").getString("id");
        Rows.stands(online, "ONLINE", "OK", null);
        Rows.stands(offline, "OFFLINE", "ERROR", "NETWORK");
        Rows.stands(expiring, "ONLINE", "OK", null);
        Rows.force("UPDATE connector SET credential_expires_at = now() + interval '9 days' WHERE id = ?", expiring);

        assertThat(ids("state", "PENDING,OFFLINE")).containsExactly(offline, pending);
        assertThat(ids("state", "ONLINE,PENDING,PROCESSING")).containsExactly(expiring, online, pending);
        assertThat(ids("health", "DEGRADED,ERROR")).containsExactly(expiring, offline);
        assertThat(ids("reason", "NETWORK,CREDENTIAL_EXPIRING")).containsExactly(expiring, offline);
        assertThat(ids("reason", "NETWORK,AWAITING_FIRST_RUN")).containsExactly(offline, pending);
        assertThat(ids("provider", "AWS,GCP")).hasSize(4);
        as(tenant).queryParam("state", "ONLINE,").get(CONNECTORS).then().statusCode(400);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        Http.create(tenant, "a");
        Http.create(tenant, "b");
        String cursor = list(Map.of("limit", "1")).getString("nextCursor");
        String stranger = Http.newTenant();

        assertThat(list(Map.of("limit", "1", "cursor", cursor)).getList("items"))
                .hasSize(1);
        as(tenant)
                .queryParams(Map.of("cursor", cursor, "q", "a"))
                .get(CONNECTORS)
                .then()
                .statusCode(400);
        as(tenant)
                .queryParams(Map.of("cursor", cursor, "sort", "name"))
                .get(CONNECTORS)
                .then()
                .statusCode(400);
        as(stranger)
                .queryParams(Map.of("cursor", cursor))
                .get(CONNECTORS)
                .then()
                .statusCode(400);
    }

    @Test
    void filtersNarrowTheList() {
        String account = Http.newAccount();
        String online = Http.create(tenant, "Prod one", account).getString("id");
        String offline = Http.create(tenant, "prod_two").getString("id");
        String processing = Http.create(tenant, "test%").getString("id");
        String offlineAndRunning = Http.create(tenant, "zeta").getString("id");
        as(tenant)
                .body("{\"labels\":{\"team\":\"payments\",\"x\":\"\"}}")
                .patch(CONNECTORS + "/" + online)
                .then()
                .statusCode(200);
        Rows.stands(online, "ONLINE", "DEGRADED", null);
        Rows.stands(offline, "OFFLINE", "ERROR", "AWS_ASSUME_ROLE_DENIED");
        Rows.execute("UPDATE schedule SET running_since = now() WHERE connector_id = ?", processing);
        Rows.execute("UPDATE connector SET state = 'OFFLINE' WHERE id = ?", offlineAndRunning);
        Rows.execute("UPDATE schedule SET running_since = now() WHERE connector_id = ?", offlineAndRunning);

        assertThat(ids("state", "ONLINE")).containsExactly(online);
        assertThat(ids("state", "OFFLINE")).containsExactly(offlineAndRunning, offline);
        assertThat(ids("state", "PROCESSING")).containsExactly(processing);
        assertThat(ids("state", "PENDING")).isEmpty();
        assertThat(ids("health", "DEGRADED")).containsExactly(online);
        assertThat(ids("reason", "AWS_ASSUME_ROLE_DENIED")).containsExactly(offline);
        assertThat(ids("accountId", account)).containsExactly(online);
        assertThat(ids("label", "team=payments")).containsExactly(online);
        assertThat(ids("label", "team")).containsExactly(online);
        assertThat(ids("label", "x=")).containsExactly(online);
        assertThat(ids("label", "team=risk")).isEmpty();
        assertThat(ids("provider", "AWS")).hasSize(4);
        assertThat(ids("provider", "GCP")).isEmpty();
        assertThat(ids("q", "PROD")).containsExactly(offline, online);
        assertThat(ids("q", "prod_")).containsExactly(offline);
        assertThat(ids("q", "test%")).containsExactly(processing);
        assertThat(ids("q", "%")).isEmpty();
        assertThat(walk(Map.of("state", "OFFLINE", "q", "p"), "items.id")).containsExactly(offline);
        assertThat(Http.read(tenant, offline).getString("reason.class")).isEqualTo("PERMANENT");
        assertThat(Http.read(tenant, processing).getString("state")).isEqualTo("PROCESSING");
        assertThat(Http.read(tenant, offlineAndRunning).getString("state")).isEqualTo("OFFLINE");
    }

    private List<String> ids(String parameter, String value) {
        return walk(Map.of(parameter, value), "items.id");
    }

    private List<String> walk(Map<String, String> parameters, String what) {
        List<String> all = new ArrayList<>();
        Map<String, String> query = new java.util.HashMap<>(parameters);
        String cursor;
        do {
            JsonPath page = list(query);
            all.addAll(page.getList(what));
            cursor = page.getString("nextCursor");
            query.put("cursor", cursor);
        } while (cursor != null);
        return all;
    }

    private JsonPath list(Map<String, String> parameters) {
        return as(tenant, "viewer")
                .queryParams(parameters)
                .get(CONNECTORS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
