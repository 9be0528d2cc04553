package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A version is made the current one, also an earlier one again. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CredentialVersionsIT {
    private static final RunEnd DENIED = new RunEnd.Failed(
            new Reason(ReasonCode.AWS_ASSUME_ROLE_DENIED, "AccessDenied", "req-1", null, Instant.EPOCH));

    private final CredentialCalls calls = new CredentialCalls();

    @Inject
    Connectors connectors;

    @Test
    void theVersionThatIsMadeCurrentIsTriedAtOnceAndTheConnectorStaysTheSame() {
        JsonPath before = calls.aws();
        Rows.pretendThatItRan(calls.id());
        calls.add(calls.role("Second")).statusCode(201);

        JsonPath after = calls.makeCurrent(2)
                .statusCode(200)
                .body("credential.version", equalTo(2))
                .body("aws.roleArn", equalTo(calls.arn("Second")))
                .body("credential.fingerprint", not(equalTo(before.getString("credential.fingerprint"))))
                .extract()
                .jsonPath();

        for (String kept : List.of("id", "name", "createdAt", "aws.externalId", "aws.accountId", "aws.regions")) {
            assertThat(after.<Object>get(kept)).as(kept).isEqualTo(before.get(kept));
        }
        assertThat(after.getLong("version")).isEqualTo(before.getLong("version") + 1);
        assertThat(Rows.isDue(calls.id())).isTrue();
        calls.get("")
                .body("items.version", equalTo(List.of(2, 1)))
                .body("items.current", equalTo(List.of(true, false)))
                .body("items.status", equalTo(List.of("AVAILABLE", "AVAILABLE")));
        calls.makeCurrent(2).statusCode(200).body("version", equalTo((int) after.getLong("version")));
    }

    @Test
    void goingBackAfterABadReplacementBringsTheConnectorOnlineAgain() {
        JsonPath before = calls.aws();
        OutcomeFixture.end(calls.tenant(), calls.id(), RunTrigger.SCHEDULED, new RunEnd.Succeeded());
        calls.replace(calls.role("Wrong")).statusCode(200);
        OutcomeFixture.end(calls.tenant(), calls.id(), RunTrigger.SCHEDULED, DENIED);
        OutcomeFixture.end(calls.tenant(), calls.id(), RunTrigger.RECHECK, DENIED);
        assertThat(Http.read(calls.tenant(), calls.id()).getString("state")).isEqualTo("OFFLINE");

        calls.makeCurrent(1).statusCode(200).body("credential.version", equalTo(1));
        assertThat(Rows.isDue(calls.id())).isTrue();
        OutcomeFixture.end(calls.tenant(), calls.id(), RunTrigger.PROBE, new RunEnd.Succeeded());

        JsonPath shown = Http.read(calls.tenant(), calls.id());
        assertThat(shown.getString("state")).isEqualTo("ONLINE");
        assertThat(shown.getString("health")).isEqualTo("OK");
        assertThat(shown.getString("aws.roleArn")).isEqualTo(before.getString("aws.roleArn"));
        assertThat(shown.getString("aws.externalId")).isEqualTo(before.getString("aws.externalId"));
        assertThat(shown.getString("credential.fingerprint")).isEqualTo(before.getString("credential.fingerprint"));
        assertThat(as(calls.tenant())
                        .get(CONNECTORS + "/" + calls.id() + "/runs")
                        .jsonPath()
                        .getList("items"))
                .hasSize(4);
    }

    @Test
    void withTheVersionComesWhatBelongsToItAndNothingElse() {
        String other = UUID.randomUUID().toString();
        calls.azure("secret-" + UUID.randomUUID(), "2027-05-01T00:00:00Z");
        String application = Http.read(calls.tenant(), calls.id()).getString("azure.applicationId");
        calls.add(
                        "{\"azure\": {\"applicationId\": \"%s\", \"authenticationKey\": \"k\", \"authenticationKeyExpiresAt\": \"2020-01-01T00:00:00Z\"}}"
                                .formatted(other))
                .statusCode(201)
                .body("status", equalTo("EXPIRED"));
        calls.patch("{\"azure\": {\"cloud\": \"CHINA\", \"authenticationKeyExpiresAt\": \"2027-06-01T00:00:00Z\"}}");

        calls.makeCurrent(2)
                .body("azure.applicationId", equalTo(other))
                .body("azure.cloud", equalTo("CHINA"))
                .body("credential.expiresAt", equalTo("2020-01-01T00:00:00Z"))
                .body("credential.expiryWarning", equalTo(0));
        calls.makeCurrent(1)
                .body("azure.applicationId", equalTo(application))
                .body("azure.cloud", equalTo("CHINA"))
                .body("credential.expiresAt", equalTo("2027-06-01T00:00:00Z"));
    }

    @Test
    void anotherEndOfTheCurrentVersionIsWarnedOfAnew() {
        calls.azure("secret-" + UUID.randomUUID(), "2027-05-01T00:00:00Z");
        Rows.execute("UPDATE credential_version SET warned_days = 7 WHERE connector_id = ?", calls.id());

        calls.patch("{\"description\": \"d\"}");
        assertThat(calls.warned()).isEqualTo("7");
        calls.patch("{\"azure\": {\"authenticationKeyExpiresAt\": \"2027-06-01T00:00:00Z\"}}");
        assertThat(calls.warned()).isEqualTo("2147483647");
        calls.get("/1").body("expiresAt", equalTo("2027-06-01T00:00:00Z"));
    }

    @Test
    void aRoleThatIsAddedBeforeItsAccountIsKnownDecidesItWhenItBecomesCurrent() {
        calls.withoutRole();
        String externalId = Http.read(calls.tenant(), calls.id()).getString("aws.externalId");
        calls.get("/1").body("status", equalTo("INCOMPLETE")).body("identity", equalTo(null));
        calls.add(calls.role("Mine")).statusCode(201);
        calls.add("{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(201);
        assertThat(Http.read(calls.tenant(), calls.id()).getString("reason.code"))
                .isEqualTo("AWAITING_ROLE_ARN");

        calls.makeCurrent(2)
                .statusCode(200)
                .body("aws.accountId", equalTo(calls.account()))
                .body("aws.externalId", equalTo(externalId))
                .body("reason.code", equalTo("AWAITING_FIRST_RUN"));

        assertThat(Rows.isDue(calls.id())).isTrue();
        calls.makeCurrent(3).statusCode(422).body("code", equalTo("ACCOUNT_CHANGE"));
        calls.makeCurrent(1).statusCode(409).body("code", equalTo("CREDENTIAL_VERSION_UNUSABLE"));
        assertThat(Http.read(calls.tenant(), calls.id()).getInt("credential.version"))
                .isEqualTo(2);
    }

    @Test
    void ofTwoThatAreMadeCurrentAtTheSameTimeOneIs() throws Exception {
        calls.aws();
        calls.add(calls.role("Second")).statusCode(201);
        calls.add(calls.role("Third")).statusCode(201);
        List<Callable<Integer>> both = List.of(
                () -> calls.makeCurrent(2).extract().statusCode(),
                () -> calls.makeCurrent(3).extract().statusCode());

        try (var threads = Executors.newFixedThreadPool(2)) {
            assertThat(threads.invokeAll(both))
                    .allSatisfy(made -> assertThat(made.resultNow()).isEqualTo(200));
        }

        int current = Http.read(calls.tenant(), calls.id()).getInt("credential.version");
        calls.get("").body("items.findAll { it.current }.version", equalTo(List.of(current)));
    }

    @Test
    void aReplacementAfterGoingBackGetsANumberThatWasNeverGiven() {
        calls.aws();
        calls.add(calls.role("Second")).statusCode(201);
        calls.makeCurrent(2).statusCode(200);
        calls.makeCurrent(1).statusCode(200);

        calls.replace(calls.role("Second")).statusCode(200).body("credential.version", equalTo(3));
    }

    @Test
    void aVersionIsFoundForATestWithTheSettingsThatItWouldBring() {
        calls.withoutRole();
        calls.add(calls.role("Mine")).statusCode(201);

        CredentialTarget target = connectors.in(new Tenant(calls.tenant())).credential(UUID.fromString(calls.id()), 2);

        assertThat(target.reference().version()).isEqualTo(2);
        assertThat(target.reference().id())
                .hasToString(Rows.text("SELECT credential_id FROM connector WHERE id = ?", calls.id()));
        assertThat(target.account().settings().accountId()).isEqualTo(calls.account());
    }
}
