package io.cloudconnectors.api.run;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connector's credential was used for, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CredentialUseIT {
    private final String tenant = Http.newTenant();

    @Test
    void aRunThatWasGivenTheCredentialIsThereHoweverItEnded() {
        String connector = Http.create(tenant, "a").getString("id");
        String failed = ended(connector, "FAILED", "'{\"ec2\": 12, \"sts\": 3}'");
        Rows.force(
                "UPDATE run SET reason = '{\"code\": \"NETWORK\", \"at\": \"2026-11-27T12:00:00Z\"}' WHERE id = ?",
                failed);
        String lost = ended(connector, "FAILED", "NULL");
        String never = Http.run(tenant, connector);

        JsonPath uses = uses(connector, "");

        assertThat(uses.<String>getList("items.runId"))
                .containsExactly(lost, failed)
                .doesNotContain(never);
        assertThat(uses.getMap("items[1]"))
                .containsEntry("trigger", "MANUAL")
                .containsEntry("outcome", "FAILED")
                .containsEntry("reason", "NETWORK")
                .containsEntry("credentialVersion", 1)
                .containsEntry("roleSessionName", failed);
        assertThat(uses.getString("items[1].principal"))
                .startsWith("arn:aws:iam::")
                .endsWith(":role/CloudConnector");
        assertThat(uses.<String, Integer>getMap("items[1].calls"))
                .containsEntry("ec2", 12)
                .containsEntry("sts", 3);
        assertThat(uses.getMap("items[0].calls")).as("nobody told").isNull();
        assertThat(uses.getString("items[0].at")).isNotNull();
    }

    @Test
    void aConnectionTestIsThereAmongTheRuns() {
        String connector = Http.create(tenant, "a").getString("id");
        String before = ended(connector, "SUCCEEDED", "'{}'");
        String test = as(tenant)
                .post(CONNECTORS + "/" + connector + "/test")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Rows.execute(
                "UPDATE connection_test SET state = 'SUCCEEDED', started_at = now(), finished_at = now(), calls = '{\"sts\": 1}' WHERE id = ?",
                test);
        String after = ended(connector, "SUCCEEDED", "'{}'");

        JsonPath first = uses(connector, "?limit=2");
        JsonPath second = uses(connector, "?limit=2&cursor=" + first.getString("nextCursor"));

        assertThat(first.<String>getList("items.runId")).containsExactly(after, test);
        assertThat(first.<String>getList("items.trigger")).containsExactly("MANUAL", "TEST");
        assertThat(second.<String>getList("items.runId")).containsExactly(before);
        assertThat(second.getString("nextCursor")).isNull();
    }

    @Test
    void ofAzureThePrincipalIsTheApplicationOfTheVersionThatWasUsed() {
        JsonPath connector = Http.createAzure(tenant, "a", "s3cret-of-a-test", Instant.parse("2027-11-27T00:00:00Z"));
        String id = connector.getString("id");
        ended(id, "SUCCEEDED", "'{}'");

        JsonPath uses = uses(id, "");

        assertThat(uses.getString("items[0].principal")).isEqualTo(connector.getString("azure.applicationId"));
        assertThat(uses.getString("items[0].roleSessionName")).isNull();
    }

    @Test
    void itIsATenantsOwn() {
        String connector = Http.create(tenant, "a").getString("id");
        ended(connector, "SUCCEEDED", "'{}'");

        List<Integer> answers = List.of(
                as(Http.newTenant(), "admin").get(path(connector)).statusCode(),
                as(tenant, "viewer").get(path(connector)).statusCode());

        assertThat(answers).containsExactly(404, 200);
    }

    /** A run that came to its lease, and is over. */
    private String ended(String connector, String state, String calls) {
        String run = Http.run(tenant, connector);
        Rows.execute(
                "UPDATE run SET state = '%s', started_at = now(), finished_at = now(), calls = %s WHERE id = ?"
                        .formatted(state, calls),
                run);
        Rows.execute(
                "UPDATE schedule SET active_run_id = NULL, running_since = NULL WHERE connector_id = ?", connector);
        return run;
    }

    private JsonPath uses(String connector, String query) {
        return as(tenant, "viewer")
                .get(path(connector) + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String path(String connector) {
        return CONNECTORS + "/" + connector + "/credential-uses";
    }
}
