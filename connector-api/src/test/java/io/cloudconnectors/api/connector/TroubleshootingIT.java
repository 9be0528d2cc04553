package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.ReasonCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The catalogue of reasons and the checklist of a connector, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class TroubleshootingIT {
    private final String tenant = Http.newTenant();

    @Test
    void theCatalogueExplainsEveryReason() {
        JsonPath catalogue = as(tenant, "viewer")
                .get("/api/v1/reasons")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(catalogue.<String>getList("items.code"))
                .containsExactlyElementsOf(
                        Arrays.stream(ReasonCode.values()).map(Enum::name).toList());
        for (String member : new String[] {"class", "message", "nextAction", "counts"}) {
            assertThat(catalogue.<String>getList("items." + member))
                    .doesNotContainNull()
                    .doesNotContain("");
        }
        assertThat(catalogue.getList("items.providers")).doesNotContainNull();
        Http.plain().get("/api/v1/reasons").then().statusCode(401);
    }

    @Test
    void aConnectorWithoutARoleIsToldToMakeOneWithItsOwnTrustPolicy() {
        JsonPath created = Http.createWithoutRole(tenant, "a");
        String path = CONNECTORS + "/" + created.getString("id") + "/troubleshooting";

        JsonPath list =
                as(tenant, "viewer").get(path).then().statusCode(200).extract().jsonPath();

        assertThat(list.getString("steps.find { it.status == 'FAILED' }.id")).isEqualTo("role-arn");
        assertThat(list.getString("steps.find { it.id == 'trust-policy' }.value"))
                .contains(created.getString("aws.externalId"), Setting.PLATFORM_ACCOUNT);
        as(Http.newTenant()).get(path).then().statusCode(404).body("code", equalTo("CONNECTOR_NOT_FOUND"));
    }
}
