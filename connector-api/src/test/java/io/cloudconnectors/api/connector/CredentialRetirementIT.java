package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions that are given up, by their owner or because there are newer ones. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CredentialRetirementIT {
    private final CredentialCalls calls = new CredentialCalls();

    @Test
    void besideTheCurrentOneTheNewestFiveAreKept() {
        calls.aws();
        IntStream.rangeClosed(2, 8)
                .forEach(n -> calls.add(calls.role("Role" + n)).statusCode(201));

        calls.get("")
                .body("items.version", equalTo(List.of(8, 7, 6, 5, 4, 3, 2, 1)))
                .body("items.findAll { it.status == 'SHREDDED' }.version", equalTo(List.of(3, 2)))
                .body("items.find { it.current }.version", equalTo(1));
        calls.makeCurrent(3).statusCode(409).body("code", equalTo("CREDENTIAL_VERSION_UNUSABLE"));

        JsonPath first = calls.get("?limit=3").extract().jsonPath();
        JsonPath second = calls.get("?limit=5&cursor=" + first.getString("nextCursor"))
                .extract()
                .jsonPath();
        assertThat(first.getList("items.version")).isEqualTo(List.of(8, 7, 6));
        assertThat(second.getList("items.version")).isEqualTo(List.of(5, 4, 3, 2, 1));
        assertThat(second.getString("nextCursor")).isNull();
    }

    @Test
    void aVersionThatIsGivenUpCannotBeUsedAndItsNumberIsNotGivenAgain() {
        calls.aws();
        calls.add(calls.role("Second")).statusCode(201);

        calls.delete(1).statusCode(409).body("code", equalTo("CREDENTIAL_VERSION_CURRENT"));
        calls.delete(2).statusCode(204);
        calls.delete(2).statusCode(204);
        calls.delete(7).statusCode(404).body("code", equalTo("CREDENTIAL_VERSION_NOT_FOUND"));

        calls.get("/2").body("status", equalTo("SHREDDED")).body("fingerprint", notNullValue());
        calls.makeCurrent(2).statusCode(409);
        calls.add(calls.role("Third")).body("version", equalTo(3));
    }

    @Test
    void theVersionOfARunThatIsGoingStaysUntilItEnds() {
        calls.aws();
        String run = Http.run(calls.tenant(), calls.id());
        calls.add(calls.role("Second")).statusCode(201);
        calls.makeCurrent(2).statusCode(200);

        calls.delete(1).statusCode(409).body("code", equalTo("RUN_IN_PROGRESS")).body("runId", equalTo(run));
        IntStream.rangeClosed(3, 9)
                .forEach(n -> calls.add(calls.role("Role" + n)).statusCode(201));
        calls.get("/1").body("status", equalTo("AVAILABLE"));

        as(calls.tenant())
                .post(CONNECTORS + "/" + calls.id() + "/runs/" + run + "/cancel")
                .then()
                .statusCode(202);
        calls.delete(1).statusCode(204);
    }

    @Test
    void eachVersionThatIsGivenUpForNewerOnesIsInTheAuditTrail() {
        calls.aws();
        IntStream.rangeClosed(2, 7)
                .forEach(n -> calls.add(calls.role("Role" + n)).statusCode(201));
        calls.replace(calls.role("Role8")).statusCode(200);

        as(calls.tenant(), "admin")
                .get("/api/v1/audit?action=CREDENTIAL_SHREDDED")
                .then()
                .statusCode(200)
                .body("items.connectorId", equalTo(List.of(calls.id(), calls.id())))
                .body("items.before.version", equalTo(List.of(1, 2)))
                .body("items.before.retired", equalTo(List.of(false, false)))
                .body("items.after", equalTo(Arrays.asList(null, null)));
    }

    @Test
    void theVersionOfATestThatIsGoingStaysUntilItEnds() {
        calls.aws();
        calls.add(calls.role("Second")).statusCode(201);
        String test = as(calls.tenant())
                .body("{\"credentialVersion\": 2}")
                .post(CONNECTORS + "/" + calls.id() + "/test")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        calls.delete(2)
                .statusCode(409)
                .body("code", equalTo("TEST_IN_PROGRESS"))
                .body("testId", equalTo(test));
        IntStream.rangeClosed(3, 8)
                .forEach(n -> calls.add(calls.role("Role" + n)).statusCode(201));
        calls.get("/2").body("status", equalTo("AVAILABLE"));

        Rows.execute("UPDATE connection_test SET state = 'FAILED', finished_at = now() WHERE id = ?", test);
        calls.delete(2).statusCode(204);
    }

    @Test
    void aTrialThatIsGoingKeepsNoVersion() {
        calls.aws();
        calls.add(calls.role("Second")).statusCode(201);
        calls.makeCurrent(2).statusCode(200);
        as(calls.tenant())
                .body(calls.role("Tried"))
                .post(CONNECTORS + "/" + calls.id() + "/test")
                .then()
                .statusCode(202);

        calls.delete(1).statusCode(204);
    }
}
