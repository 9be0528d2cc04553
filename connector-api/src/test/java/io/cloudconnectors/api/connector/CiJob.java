package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies sets for a tenant of its own, and knows the items that it wrote. */
final class CiJob {
    static final String APPLY = CONNECTORS + "/apply";

    private final String tenant = Http.newTenant();
    private final Map<String, String> written = new ConcurrentHashMap<>();

    String tenant() {
        return tenant;
    }

    /** The result of applying a set as it is. */
    JsonPath apply(String set, String... items) {
        return send("", body(set, "", items), 200).jsonPath();
    }

    /** Sends a body. */
    ExtractableResponse<Response> send(String query, String body, int status) {
        return as(tenant)
                .body(body)
                .post(APPLY + query)
                .then()
                .statusCode(status)
                .extract();
    }

    /** A whole body; {@code more} stands before the list. */
    static String body(String set, String more, String... items) {
        return "{\"applySet\": \"%s\", %s \"connectors\": [%s]}".formatted(set, more, String.join(",\n", items));
    }

    /** An item as it was written before. */
    String item(String name) {
        return written.get(name);
    }

    /** An item of an account of its own; {@code more} stands in its member aws. */
    String aws(String name, String more) {
        String account = Http.newAccount();
        return awsOf(name, account, more.isEmpty() ? "" : more + ", ");
    }

    String awsOf(String name, String account) {
        return awsOf(name, account, "");
    }

    private String awsOf(String name, String account, String more) {
        return keep(name, """
                {"name": "%s", "provider": "AWS", "aws": {%s"roleArn": "%s"}}""".formatted(name, more, Http.role(account)));
    }

    String azure(String name, String key) {
        return azure(name, UUID.randomUUID().toString(), "\"authenticationKey\": \"" + key + "\"");
    }

    String azure(String name, String subscription, String more) {
        return keep(name, """
                {"name": "%s", "provider": "AZURE", "azure": {"directoryId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                 "applicationId": "3f2504e0-4f89-11d3-9a0c-0305e82c3302", "subscriptionId": "%s", %s}}""".formatted(name, subscription, more));
    }

    String gcp(String name) {
        return keep(name, """
                {"name": "%s", "provider": "GCP", "gcp": {"projectId": "acme-prod", "serviceAccountKey": %s}}""".formatted(name, KeyFiles.serviceAccount()));
    }

    private String keep(String name, String item) {
        written.put(name, item);
        return item;
    }

    /** The connector of a name, as it is read. */
    JsonPath connector(String name) {
        List<Map<String, Object>> found = as(tenant, "viewer")
                .queryParam("q", name)
                .get(CONNECTORS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        return found.stream()
                .filter(one -> name.equals(one.get("name")))
                .findFirst()
                .map(one -> Http.read(tenant, one.get("id").toString()))
                .orElseThrow();
    }

    /** All connectors of the tenant, as they are read. */
    List<Map<?, ?>> all() {
        return as(tenant, "viewer").get(CONNECTORS).jsonPath().getList("items");
    }

    /** The counts of a result, in one line. */
    static String summary(JsonPath result) {
        return Stream.of("created", "updated", "disabled", "unchanged", "failed")
                .map(count -> count + "=" + result.getInt("summary." + count))
                .collect(Collectors.joining(" "));
    }

    /** Pretends that a call is at the set s, until a time from now. */
    void leaseEndsIn(String time) throws SQLException {
        try (var connection = Rows.superuser();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE apply_set SET claimed_until = now() + interval '%s' WHERE tenant = '%s' AND name = 's'"
                            .formatted(time, tenant));
        }
    }

    /** An interval of the schedule of each connector, in seconds, in order. */
    List<Double> seconds(String interval) throws SQLException {
        try (var connection = Rows.superuser();
                var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT extract(epoch FROM %s)::float8 AS due
                          FROM schedule s JOIN connector c ON c.id = s.connector_id WHERE c.tenant = '%s' ORDER BY due
                        """.formatted(interval, tenant))) {
            List<Double> seconds = new ArrayList<>();
            while (result.next()) {
                seconds.add(result.getDouble(1));
            }
            return seconds;
        }
    }
}
