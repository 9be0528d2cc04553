package io.cloudconnectors.api.openapi;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document is the contract: checked in, served, and complete. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class OpenApiIT {
    private static final String SERVED = "/api/v1/openapi";
    private static final Path CHECKED_IN =
            Path.of(System.getProperty("cloudconnectors.home"), "connector-api", "openapi.yaml");

    @Test
    void theDocumentThatIsCheckedInIsTheOneThatIsServed() throws IOException {
        String served = given().get(SERVED).then().statusCode(200).extract().asString();

        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(CHECKED_IN, served);
        }

        assertThat(served)
                .as("run this test with -Dopenapi.update=true and look at the difference")
                .isEqualTo(Files.readString(CHECKED_IN));
    }

    @Test
    void everyOperationSaysWhatCanGoWrong() {
        operations()
                .forEach(operation -> assertThat(((Map<?, ?>) operation.get("responses")).keySet())
                        .as("%s", operation.get("operationId"))
                        .map(Object::toString)
                        .contains("401", "403", "500", "503")
                        .anyMatch(status -> status.startsWith("2")));
    }

    @Test
    void nothingInternalIsPublished() {
        assertThat(document().getMap("paths").keySet())
                .map(Object::toString)
                .allMatch(path -> path.startsWith("/api/v1/"));
        assertThat(document().getMap("components.schemas").keySet())
                .map(Object::toString)
                .contains("Problem", "Connector", "ConnectorCreate", "ConnectorPatch", "Run", "Asset")
                .doesNotContain("LeaseGrant", "JsonBody", "Heartbeat");
    }

    @Test
    void theDocumentationCanBeReadInABrowser() {
        given().get("/api/docs/").then().statusCode(200);
    }

    /** Two lists at their bounds, and a text beside them. */
    @Test
    void aQueryMayBeAsLongAsTheDocumentSays() {
        String tenant = Http.newTenant();
        String id = Http.create(tenant, "a").getString("id");

        as(tenant)
                .queryParam("type", longest("type"))
                .queryParam("region", longest("region"))
                .queryParam("q", "q".repeat(512))
                .get(CONNECTORS + "/" + id + "/assets")
                .then()
                .statusCode(200);
    }

    private static String longest(String parameter) {
        String schema =
                "paths.'/api/v1/connectors/{id}/assets'.get.parameters.find { it.name == '" + parameter + "' }.schema";
        return String.join(
                ",",
                Collections.nCopies(
                        document().getInt(schema + ".maxItems"),
                        "x".repeat(document().getInt(schema + ".items.maxLength"))));
    }

    private static List<Map<String, Object>> operations() {
        Map<String, Map<String, Map<String, Object>>> paths = document().getMap("paths");
        return paths.values().stream()
                .flatMap(path -> path.values().stream())
                .filter(member -> member.containsKey("operationId"))
                .toList();
    }

    private static JsonPath document() {
        return given().accept("application/json")
                .get(SERVED)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
