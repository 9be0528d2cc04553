package io.cloudconnectors.api.connectiontest;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.TestStep.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of connectors from their request to their steps; the poller is this class. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ConnectionTestIT {
    private final TestCalls calls = new TestCalls();

    @Test
    void aTestGoesToAPollerAndItsStepsComeBackWhileTheConnectorStaysAsItWas() throws Exception {
        // Given
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        String before = as(calls.tenant()).get(CONNECTORS + "/" + id).asString();

        // When
        ValidatableResponse queued = calls.test(id, "")
                .statusCode(202)
                .body("connectorId", equalTo(id))
                .body("state", equalTo("QUEUED"))
                .body("credential.source", equalTo("CURRENT"))
                .body("credential.version", equalTo(1))
                .body("steps.step", contains("SIGN_IN", "ACCOUNT", "EXTERNAL_ID"))
                .body("steps.result", contains("PENDING", "PENDING", "PENDING"));
        String testId = queued.extract().path("id");
        queued.header("Location", endsWith(TestCalls.tests(id, testId)));

        // Then a poller gets it as a run
        RunRequest request = TestCalls.request(id);
        assertThat(request.runId()).hasToString(testId);
        assertThat(request.trigger()).isEqualTo(RunTrigger.TEST);
        assertThat(request.settings().aws().accountId()).isEqualTo(calls.account());
        LeaseGrant grant = TestCalls.lease(request);
        calls.watch(id, testId).body("state", equalTo("RUNNING")).body("startedAt", not(nullValue()));

        // When it ends
        TestCalls.finish(
                request,
                grant,
                RunOutcome.FAILED,
                List.of(
                        TestCalls.step(Kind.SIGN_IN, null, null),
                        TestCalls.step(Kind.ACCOUNT, null, null),
                        TestCalls.step(Kind.PERMISSION, "ec2:DescribeVolumes", ReasonCode.PERMISSION_MISSING),
                        TestCalls.step(Kind.EXTERNAL_ID, null, ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED)));

        // Then
        calls.watch(id, testId + "?wait=5")
                .body("state", equalTo("FAILED"))
                .body("finishedAt", not(nullValue()))
                .body("reason.code", equalTo("PERMISSION_MISSING"))
                .body("steps.result", contains("PASSED", "PASSED", "FAILED", "WARNING"))
                .body("steps[0].title", equalTo("Assume the role with the External ID"))
                .body("steps[0].durationMillis", equalTo(80))
                .body("steps[0]", not(hasKey("permission")))
                .body("steps[2].title", equalTo("Call ec2:DescribeVolumes"))
                .body("steps[2].permission", equalTo("ec2:DescribeVolumes"))
                .body("steps[2].reason.providerCode", equalTo("AccessDenied"))
                .body("steps[2].reason.nextAction", not(nullValue()));
        assertThat(as(calls.tenant()).get(CONNECTORS + "/" + id).asString()).isEqualTo(before);
        as(calls.tenant()).get(CONNECTORS + "/" + id + "/runs").then().body("items", hasSize(0));
    }

    @Test
    void oneTestAtATimeAndTheAnswerNamesTheOneThatGoes() throws Exception {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        String first = calls.test(id, "").statusCode(202).extract().path("id");

        calls.test(id, "")
                .statusCode(409)
                .body("code", equalTo("TEST_IN_PROGRESS"))
                .body("testId", equalTo(first));
        calls.test(id, calls.trialOfRole("Other")).statusCode(409).body("testId", equalTo(first));
        assertThat(Setting.vault().trials(calls.tenant())).isEmpty();

        TestCalls.succeed(id);
        calls.test(id, "").statusCode(202).body("id", not(equalTo(first)));
    }

    @Test
    void ofManyWhoAskAtOnceOneIsServed() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");

        var statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(n -> calls.test(id, "").extract().statusCode())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 202).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(11);
    }

    @Test
    void aRunMayGoAtTheSameTime() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");

        as(calls.tenant()).post(CONNECTORS + "/" + id + "/runs").then().statusCode(202);
        calls.test(id, "").statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "-1", "soon", "1.5"})
    void aWaitThatIsNoneIsRefused(String wait) {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        String testId = calls.test(id, "").extract().path("id");

        as(calls.tenant())
                .get(TestCalls.tests(id, testId + "?wait=" + wait))
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("wait"));
        calls.watch(id, testId + "?wait=1").body("state", equalTo("QUEUED"));
    }

    @Test
    void anotherTenantAndAnotherConnectorHaveNoSuchTest() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        String other = Http.create(calls.tenant(), "other").getString("id");
        String testId = calls.test(id, "").extract().path("id");
        String stranger = Http.newTenant();

        as(stranger).get(TestCalls.tests(id, testId)).then().statusCode(404).body("code", equalTo("TEST_NOT_FOUND"));
        as(stranger)
                .body("")
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(404)
                .body("code", equalTo("CONNECTOR_NOT_FOUND"));
        as(stranger)
                .body(calls.trialOfRole(""))
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(404);
        as(calls.tenant()).get(TestCalls.tests(other, testId)).then().statusCode(404);
        as(calls.tenant()).get(TestCalls.tests(id, "x")).then().statusCode(404);
        as(calls.tenant(), "viewer")
                .body("")
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(403);
    }

    @Test
    void aDeletedConnectorHasNoTests() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        String testId = calls.test(id, "").extract().path("id");

        as(calls.tenant()).delete(CONNECTORS + "/" + id).then().statusCode(204);

        as(calls.tenant()).get(TestCalls.tests(id, testId)).then().statusCode(404);
        calls.test(id, "").statusCode(404);
    }
}
