package io.cloudconnectors.api.setting;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Requests to the service under test. */
public final class Http {
    public static final String CONNECTORS = "/api/v1/connectors";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private Http() {}

    /** A tenant that no other test knows. */
    public static String newTenant() {
        return "tenant-" + UUID.randomUUID();
    }

    /** A request of an editor of a tenant. */
    public static RequestSpecification as(String tenant) {
        return as(tenant, "editor");
    }

    /** A request of somebody of a tenant, with a JSON body if it has one. */
    public static RequestSpecification as(String tenant, String role) {
        return with(Setting.identity().token(tenant, role));
    }

    /** A request with this access token. */
    public static RequestSpecification with(String token) {
        return plain().header("Authorization", "Bearer " + token);
    }

    /** A request of nobody. */
    public static RequestSpecification plain() {
        return given().config(RestAssured.config()
                        .encoderConfig(encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .encodeContentTypeAs(MERGE_PATCH, ContentType.TEXT)
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType(ContentType.JSON);
    }

    /** Creates a connector of an account of its own. */
    public static JsonPath create(String tenant, String name) {
        return create(tenant, name, newAccount());
    }

    /** Creates a connector of an account. */
    public static JsonPath create(String tenant, String name, String account) {
        return make(tenant, bodyOf(name, account));
    }

    /** Creates a connector at AWS whose credential was replaced once; its id. */
    public static String createWithTwoVersions(String tenant) {
        String account = newAccount();
        String id = create(tenant, "a", account).getString("id");
        as(tenant)
                .body("{\"aws\": {\"roleArn\": \"" + role(account) + "Second\"}}")
                .post(CONNECTORS + "/" + id + "/credentials")
                .then()
                .statusCode(201);
        return id;
    }

    /** Creates a connector at AWS whose role comes later. */
    public static JsonPath createWithoutRole(String tenant, String name) {
        return make(tenant, "{\"name\": \"%s\", \"provider\": \"AWS\"}".formatted(name));
    }

    /** Creates a connector at Azure, of a subscription of its own, with a client secret that ends. */
    public static JsonPath createAzure(String tenant, String name, String secret, Object end) {
        return make(tenant, """
                {"name": "%s", "provider": "AZURE", "azure": {"directoryId": "%s", "applicationId": "%s",
                 "subscriptionId": "%s", "authenticationKey": "%s", "authenticationKeyExpiresAt": "%s"}}
                """.formatted(name, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), secret, end));
    }

    /** Creates a connector. */
    public static JsonPath make(String tenant, String body) {
        return as(tenant)
                .body(body)
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** The body that creates a connector. */
    public static String bodyOf(String name, String account) {
        return """
                {"name": "%s", "provider": "AWS", "aws": {"roleArn": "%s"}}
                """.formatted(name, role(account));
    }

    /** A role of an account. */
    public static String role(String account) {
        return "arn:aws:iam::" + account + ":role/CloudConnector";
    }

    /** An account that no other test uses, most likely. */
    public static String newAccount() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
    }

    /** How many connectors a page has with these filters. */
    public static int listed(String tenant, Map<String, String> filters) {
        return as(tenant, "viewer")
                .queryParams(filters)
                .get(CONNECTORS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .size();
    }

    /** Changes a connector. */
    public static ValidatableResponse patch(String tenant, String id, String body) {
        return as(tenant)
                .contentType(MERGE_PATCH)
                .body(body)
                .patch(CONNECTORS + "/" + id)
                .then();
    }

    /** Reserves a draft; its id. */
    public static String draft(String tenant, String provider) {
        return as(tenant)
                .body("{\"provider\": \"" + provider + "\"}")
                .post(CONNECTORS + "/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Asks for a run of a connector; its id. */
    public static String run(String tenant, String id) {
        return as(tenant)
                .post(CONNECTORS + "/" + id + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    /** Reads a connector. */
    public static JsonPath read(String tenant, String id) {
        return as(tenant, "viewer")
                .get(CONNECTORS + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
