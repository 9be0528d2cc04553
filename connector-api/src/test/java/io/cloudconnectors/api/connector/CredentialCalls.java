package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What is asked of the credential of one connector, of a tenant of its own. */
final class CredentialCalls {
    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();
    private String id = "";

    String tenant() {
        return tenant;
    }

    String account() {
        return account;
    }

    String id() {
        return id;
    }

    JsonPath aws() {
        return made(Http.create(tenant, "a", account));
    }

    JsonPath withoutRole() {
        return made(Http.createWithoutRole(tenant, "early"));
    }

    JsonPath azure(String secret, String end) {
        return made(Http.createAzure(tenant, "az", secret, end));
    }

    JsonPath gcp() {
        return made(Http.make(
                tenant,
                "{\"name\": \"gcp\", \"provider\": \"GCP\", \"gcp\": {\"projectId\": \"acme-prod\","
                        + " \"serviceAccountKey\": " + KeyFiles.serviceAccount() + "}}"));
    }

    String arn(String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    /** The body that brings a role. */
    String role(String name) {
        return "{\"aws\": {\"roleArn\": \"" + arn(name) + "\"}}";
    }

    String path() {
        return CONNECTORS + "/" + id + "/credentials";
    }

    ValidatableResponse add(String body) {
        return add(as(tenant), body);
    }

    ValidatableResponse addIfMatch(String tag, String body) {
        return add(as(tenant).header("If-Match", tag), body);
    }

    ValidatableResponse replace(String body) {
        return as(tenant).body(body).put(CONNECTORS + "/" + id + "/credential").then();
    }

    void patch(String body) {
        Http.patch(tenant, id, body).statusCode(200);
    }

    ValidatableResponse makeCurrent(int version) {
        return as(tenant).post(path() + "/" + version + "/make-current").then();
    }

    ValidatableResponse delete(int version) {
        return as(tenant).delete(path() + "/" + version).then();
    }

    ValidatableResponse get(String suffix) {
        return as(tenant, "viewer").get(path() + suffix).then().statusCode(200);
    }

    String warned() {
        return Rows.text("SELECT warned_days FROM credential_version WHERE connector_id = ? AND current", id);
    }

    private ValidatableResponse add(RequestSpecification request, String body) {
        return request.body(body).post(path()).then();
    }

    private JsonPath made(JsonPath created) {
        id = created.getString("id");
        return created;
    }
}
