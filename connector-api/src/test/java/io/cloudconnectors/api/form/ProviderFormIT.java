package io.cloudconnectors.api.form;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms over HTTP, as a frontend uses them: read, filled in with their own examples, sent. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ProviderFormIT {
    private static final String PROVIDERS = "/api/v1/providers";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant = Http.newTenant();

    @Test
    void everyProviderHasItsForms() {
        as(tenant, "viewer")
                .get(PROVIDERS)
                .then()
                .statusCode(200)
                .body("items.provider", contains("AWS", "AZURE", "GCP"))
                .body("items.displayName", contains("Amazon Web Services", "Microsoft Azure", "Google Cloud"))
                .body("items.runFrequencyMinutes.recommended", contains(240, 240, 240))
                .body("items.runFrequencyMinutes.minimum", contains(60, 60, 60))
                .body("nextCursor", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS", "AZURE", "GCP"})
    void theExampleOfAFormCreatesAConnector(String provider) throws JsonProcessingException {
        JsonNode form = form(provider);
        ObjectNode body = (ObjectNode) form.at("/schema/examples/0");
        if (body.at("/gcp/serviceAccountKey") instanceof ObjectNode file) {
            // No example holds a key.
            file.set("private_key", JSON.readTree(KeyFiles.serviceAccount()).get("private_key"));
        }

        as(tenant).body(body.toString()).post(CONNECTORS).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, roleArn regions",
        "AZURE, directoryId applicationId subscriptionId cloud authenticationKey authenticationKeyExpiresAt",
        "GCP, projectId serviceAccountKey"
    })
    void aFieldSaysHowToRenderIt(String provider, String names) throws JsonProcessingException {
        JsonNode form = form(provider);
        JsonNode fields = form.at("/schema/properties/" + form.get("member").textValue() + "/properties");

        assertThat(fields.fieldNames()).toIterable().containsExactly(names.split(" "));
        int order = 0;
        for (JsonNode field : fields) {
            assertThat(field.get("x-order").intValue()).isEqualTo(++order);
            assertThat(List.of("title", "description", "x-input"))
                    .allSatisfy(keyword ->
                            assertThat(field.path(keyword).textValue()).isNotBlank());
        }
    }

    @Test
    void secretsAreMarkedWhereTheyAreWrittenAndPartOfNoPatch() throws JsonProcessingException {
        JsonNode azure = form("azure");
        JsonNode key = azure.at("/schema/properties/azure/properties/authenticationKey");

        assertThat(key.get("writeOnly").booleanValue()).isTrue();
        assertThat(key.get("x-input").textValue()).isEqualTo("password");
        assertThat(key.get("x-credential").booleanValue()).isTrue();
        assertThat(azure.at("/patchSchema/properties/azure/properties").has("authenticationKey"))
                .isFalse();
        assertThat(azure.at("/credentialSchema/properties/azure/required"))
                .extracting(JsonNode::textValue)
                .containsExactly("authenticationKey");
        JsonNode file = form("gcp").at("/schema/properties/gcp/properties/serviceAccountKey");
        assertThat(file.get("writeOnly").booleanValue()).isTrue();
        assertThat(file.get("x-input").textValue()).isEqualTo("json-file");
        assertThat(file.get("x-credential").booleanValue()).isTrue();
    }

    @Test
    void aFormIsSentAgainOnlyWhenItHasChanged() {
        var first = as(tenant, "viewer")
                .get(PROVIDERS + "/aws")
                .then()
                .statusCode(200)
                .extract();

        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
        var again = as(tenant, "viewer")
                .header("If-None-Match", first.header("ETag"))
                .get(PROVIDERS + "/AWS")
                .then()
                .statusCode(304)
                .extract();
        assertThat(again.asString()).isEmpty();
        as(tenant, "viewer")
                .header("If-None-Match", first.header("ETag"))
                .get(PROVIDERS + "/azure")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, AWS::EC2::Instance, ec2, REGIONAL, ec2:DescribeInstances",
        "azure, microsoft.authorization/roleassignments, role-assignments, GLOBAL,"
                + " Microsoft.Authorization/roleAssignments/read",
        "GCP, serviceusage.googleapis.com/Service, service-usage, GLOBAL, serviceusage.services.list"
    })
    void whatIsReadIsListedWithThePermissionThatItNeeds(
            String provider, String type, String service, String scope, String permission) {
        String entry = "items.find { it.type == '" + type + "' }.";
        var first = as(tenant, "viewer")
                .get(PROVIDERS + "/" + provider + "/resource-types")
                .then()
                .statusCode(200)
                .body(entry + "service", equalTo(service))
                .body(entry + "scope", equalTo(scope))
                .body(entry + "permissions", hasItem(permission))
                .body(entry + "retired", nullValue())
                .body("nextCursor", nullValue())
                .extract();
        as(tenant, "viewer")
                .header("If-None-Match", first.header("ETag"))
                .get(PROVIDERS + "/" + provider + "/resource-types")
                .then()
                .statusCode(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oracle", "/oracle/resource-types"})
    void aProviderThatNobodyKnowsIsAProblem(String path) {
        as(tenant, "viewer")
                .get(PROVIDERS + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NOT_FOUND"));
        plain().get(PROVIDERS).then().statusCode(401);
    }

    private JsonNode form(String provider) throws JsonProcessingException {
        return JSON.readTree(as(tenant, "viewer")
                .get(PROVIDERS + "/" + provider)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
