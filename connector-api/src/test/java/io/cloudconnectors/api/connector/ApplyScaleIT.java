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
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Ten thousand connectors in one call, measured with {@code -Dapply.measure=true}. Too long for the gate. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
@EnabledIfSystemProperty(named = "apply.measure", matches = "true")
class ApplyScaleIT {
    private static final int CONNECTORS_OF_SET = 10_000;

    private final String tenant = Http.newTenant();

    @Test
    void tenThousandConnectorsInOneCall() throws SQLException {
        String set = set("");
        System.out.printf("apply: body of %d bytes%n", set.length());

        assertThat(measured("create", "", set).getInt("summary.created")).isEqualTo(CONNECTORS_OF_SET);
        assertThat(minutesToTheLast()).isBetween(32.0, 40.0);
        assertThat(measured("unchanged", "", set).getInt("summary.unchanged")).isEqualTo(CONNECTORS_OF_SET);
        assertThat(measured("dry run", "?dryRun=true", set).getInt("summary.unchanged"))
                .isEqualTo(CONNECTORS_OF_SET);
        assertThat(measured("update", "", set("\"runFrequencyMinutes\": 60, ")).getInt("summary.updated"))
                .isEqualTo(CONNECTORS_OF_SET);
    }

    private JsonPath measured(String what, String query, String body) {
        long start = System.nanoTime();
        String answer = as(tenant)
                .body(body)
                .post(CONNECTORS + "/apply" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        System.out.printf("apply: %s %.1f s%n", what, (System.nanoTime() - start) / 1e9);
        return JsonPath.from(answer);
    }

    private static String set(String more) {
        return IntStream.range(0, CONNECTORS_OF_SET)
                .mapToObj(i -> """
                        {"name": "n%1$05d", "provider": "AWS", %2$s"labels": {"team": "payments"},
                         "aws": {"roleArn": "arn:aws:iam::9%1$011d:role/CloudConnector", "regions": ["eu-central-1"]}}""".formatted(i, more))
                .collect(Collectors.joining(",", "{\"applySet\": \"scale\", \"connectors\": [", "]}"));
    }

    private double minutesToTheLast() throws SQLException {
        try (var connection = Rows.superuser();
                var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT extract(epoch FROM max(next_run_at - c.created_at))::float8 / 60
                          FROM schedule s JOIN connector c ON c.id = s.connector_id WHERE c.tenant = '%s'
                        """.formatted(tenant))) {
            result.next();
            return result.getDouble(1);
        }
    }
}
