package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.CredentialWrite;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A version that is added waits, and the connector goes on as before. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CredentialAdditionIT {
    private final CredentialCalls calls = new CredentialCalls();

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void anAddedVersionWaitsAndTheConnectorGoesOnAsBefore() {
        JsonPath before = calls.aws();
        Rows.pretendThatItRan(calls.id());
        JsonPath shown = Http.read(calls.tenant(), calls.id());

        ValidatableResponse added = calls.add(calls.role("Second"))
                .statusCode(201)
                .body("version", equalTo(2))
                .body("current", equalTo(false))
                .body("status", equalTo("AVAILABLE"))
                .body("identity", equalTo(calls.arn("Second")))
                .body("createdAt", notNullValue())
                .body("lastUsedAt", equalTo(null));

        assertThat(added.extract().header("Location")).endsWith(calls.path() + "/2");
        calls.get("/2").statusCode(200).body(equalTo(added.extract().asString()));
        assertThat(Http.read(calls.tenant(), calls.id()).getMap("")).isEqualTo(shown.getMap(""));
        assertThat(Rows.isDue(calls.id())).isFalse();
        assertThat(Setting.vault().sealed(calls.tenant(), 2).orElseThrow().aws().roleArn())
                .isEqualTo(calls.arn("Second"));
        assertThat(before.getInt("credential.version")).isEqualTo(1);
    }

    @Test
    void anAdditionLeavesTheSettingsOfTheConnectorAlone() {
        calls.aws();

        calls.add("{\"aws\": {\"roleArn\": \"" + calls.arn("Second") + "\", \"regions\": [\"eu-west-1\"]}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/aws/regions"))
                .body("errors[0].code", equalTo("NOT_SUPPORTED"));
        calls.add("{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(422)
                .body("code", equalTo("ACCOUNT_CHANGE"));
        calls.add("{\"aws\": {}}").statusCode(422).body("errors[0].pointer", equalTo("#/aws/roleArn"));
        calls.add("{\"azure\": {\"authenticationKey\": \"x\"}}").statusCode(422);

        calls.get("").body("items.version", equalTo(List.of(1)));
    }

    @Test
    void additionsAtTheSameTimeGetANumberEach() throws Exception {
        calls.aws();
        Callable<Integer> sameBody =
                () -> calls.add(calls.role("Same")).statusCode(201).extract().path("version");

        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Integer> versions = threads.invokeAll(Collections.nCopies(3, sameBody)).stream()
                    .map(added -> added.resultNow())
                    .toList();

            assertThat(versions).doesNotHaveDuplicates().doesNotContain(1).hasSize(3);
        }
    }

    @Test
    void withoutTheVaultNothingIsAdded() {
        calls.aws();

        Setting.vault().goDown(true);
        calls.add(calls.role("Second")).statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));

        calls.get("").body("items.version", equalTo(List.of(1)));
    }

    @Test
    void noAnswerHoldsASecret() {
        String first = "secret-" + UUID.randomUUID();
        String second = "secret-" + UUID.randomUUID();
        calls.azure(first, "2027-05-01T00:00:00Z");
        calls.add("{\"azure\": {\"authenticationKey\": \"" + second + "\"}}")
                .statusCode(201)
                .body(not(containsString(second)));
        calls.makeCurrent(2).statusCode(200).body(not(containsString(second)));
        calls.add("{\"azure\": {\"authenticationKey\": \"" + second + "\", \"surprise\": 1}}")
                .statusCode(422)
                .body(not(containsString(second)));

        for (String path :
                List.of("/credentials", "/credentials/1", "/credentials/2", "", "/troubleshooting", "/runs")) {
            as(calls.tenant(), "admin")
                    .get(CONNECTORS + "/" + calls.id() + path)
                    .then()
                    .statusCode(200)
                    .body(not(containsString(first)))
                    .body(not(containsString(second)));
        }
        calls.gcp();
        calls.add("{\"gcp\": {\"serviceAccountKey\": " + KeyFiles.serviceAccount() + "}}")
                .statusCode(201);
        calls.makeCurrent(2).statusCode(200);
        calls.get("")
                .body("items.identity", equalTo(List.of(KeyFiles.EMAIL, KeyFiles.EMAIL)))
                .body(not(containsString("PRIVATE KEY")));
    }

    @Test
    void anAdditionToWhatIsNoLongerThereAsItWasReadSealsNothing() {
        calls.aws();
        calls.patch("{\"description\": \"changed\"}");

        for (int sent = 0; sent < 6; sent++) {
            calls.addIfMatch("\"1\"", calls.role("Second"))
                    .statusCode(412)
                    .body("code", equalTo("PRECONDITION_FAILED"));
        }

        assertThat(Setting.vault().sealedFor(calls.tenant())).isEqualTo(1);
        calls.addIfMatch("\"2\"", calls.role("Second")).statusCode(201).body("version", equalTo(2));
    }

    @Test
    void versionsThatNobodyCommittedAreSteppedOverHoweverMany() {
        String externalId = calls.aws().getString("aws.externalId");
        IntStream.rangeClosed(2, 40)
                .forEach(version -> Setting.vault()
                        .sealOrphan(
                                calls.tenant(),
                                version,
                                new CredentialWrite(
                                        UUID.fromString(calls.id()),
                                        new CredentialWrite.AwsRole("never committed"),
                                        null,
                                        null,
                                        null)));

        int added = calls.add(calls.role("Second")).statusCode(201).extract().path("version");

        assertThat(added).isGreaterThan(40);
        calls.add(calls.role("Third")).statusCode(201).body("version", equalTo(added + 1));
        calls.makeCurrent(added).statusCode(200).body("aws.externalId", equalTo(externalId));
    }

    @Test
    void aConflictThatALaterVersionWouldMeetTooEndsTheSearch() {
        calls.aws();
        Setting.vault().refuse(calls.tenant(), "OWNER_MISMATCH");

        calls.add(calls.role("Second")).statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));

        assertThat(Setting.vault().calls(calls.tenant())).isEqualTo(2);
    }
}
