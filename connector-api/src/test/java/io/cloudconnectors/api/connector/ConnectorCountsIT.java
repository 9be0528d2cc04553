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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted is what the list shows. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ConnectorCountsIT {
    private static final String COUNTS = CONNECTORS + "/counts";

    private final String tenant = Http.newTenant();

    @BeforeEach
    void connectorsOfAllKinds() {
        Http.create(tenant, "pending");
        String online = Http.create(tenant, "online").getString("id");
        String processing = Http.create(tenant, "processing").getString("id");
        String offline = Http.create(tenant, "offline").getString("id");
        String probed = Http.create(tenant, "offline and probed").getString("id");
        String expiring = Http.create(tenant, "expiring").getString("id");
        String deleted = Http.create(tenant, "deleted").getString("id");
        List.of(online, processing, expiring).forEach(id -> Rows.stands(id, "ONLINE", "OK", null));
        List.of(offline, probed).forEach(id -> Rows.stands(id, "OFFLINE", "ERROR", "NETWORK"));
        List.of(processing, probed)
                .forEach(id -> Rows.execute("UPDATE schedule SET running_since = now() WHERE connector_id = ?", id));
        Rows.force("UPDATE connector SET credential_expires_at = now() + interval '9 days' WHERE id = ?", expiring);
        Rows.force("UPDATE connector SET credential_expires_at = now() + interval '9 days' WHERE id = ?", offline);
        as(tenant).delete(CONNECTORS + "/" + deleted).then().statusCode(204);
        Http.create(Http.newTenant(), "of somebody else");
    }

    @Test
    void everyConnectorIsCountedOnceByWhatTheListShowsOfIt() {
        JsonPath counts = counts(Map.of());

        assertThat(counts.getLong("total")).isEqualTo(6);
        assertThat(counts.getMap("byState"))
                .isEqualTo(Map.of("PENDING", 1, "PROCESSING", 1, "ONLINE", 2, "OFFLINE", 2));
        assertThat(counts.getMap("byHealth")).isEqualTo(Map.of("OK", 3, "DEGRADED", 1, "ERROR", 2));
        assertThat(counts.getMap("byProvider")).isEqualTo(Map.of("AWS", 6, "AZURE", 0, "GCP", 0));
        assertThat(counts.getMap("byReason"))
                .isEqualTo(Map.of("AWAITING_FIRST_RUN", 1, "NETWORK", 2, "CREDENTIAL_EXPIRING", 1));
    }

    @Test
    void eachNumberIsTheLengthOfTheListWithThatFilter() {
        for (Map<String, String> filters : List.<Map<String, String>>of(
                Map.of(), Map.of("q", "o"), Map.of("health", "OK,DEGRADED"), Map.of("state", "PROCESSING,OFFLINE"))) {
            JsonPath counts = counts(filters);
            assertThat(counts.getInt("total")).isEqualTo(listed(filters, "limit", "200"));
            Map.of("byHealth", "health", "byProvider", "provider", "byReason", "reason", "byState", "state")
                    .forEach((by, filter) -> {
                        if (!filters.containsKey(filter)) {
                            counts.<String, Integer>getMap(by)
                                    .forEach((value, count) -> assertThat(count)
                                            .as("%s of %s with %s", value, by, filters)
                                            .isEqualTo(listed(filters, filter, value)));
                        }
                    });
        }
    }

    @Test
    void thereIsNoPageOfCounts() {
        for (String parameter : List.of("limit", "cursor", "sort", "bogus")) {
            assertThat(as(tenant)
                            .queryParam(parameter, "1")
                            .get(COUNTS)
                            .then()
                            .statusCode(400)
                            .extract()
                            .jsonPath()
                            .getString("errors[0].parameter"))
                    .isEqualTo(parameter);
        }
    }

    private JsonPath counts(Map<String, String> filters) {
        return as(tenant, "viewer")
                .queryParams(filters)
                .get(COUNTS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private int listed(Map<String, String> filters, String filter, String value) {
        Map<String, String> all = new HashMap<>(filters);
        all.put(filter, value);
        return Http.listed(tenant, all);
    }
}
