package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Setting.class)
class ConnectorApiIT {

    @Test
    void aConnectorWithoutARoleWaitsForItAndSaysWhatTheRoleMustTrust() {
        String tenant = Http.newTenant();

        JsonPath created = as(tenant, "editor")
                .body("""
                {"name": "prod-eu", "provider": "AWS", "labels": {"team": "payments"}}
                """)
                .post("/api/v1/connectors")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(created.getString("state")).isEqualTo("PENDING");
        assertThat(created.getString("reason.code")).isEqualTo("AWAITING_ROLE_ARN");
        assertThat(created.getString("aws.externalId")).isNotBlank();
        assertThat(created.getString("aws.platformAccountId")).isEqualTo(Setting.PLATFORM_ACCOUNT);
    }
}
