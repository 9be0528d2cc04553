package io.cloudconnectors.api.credential;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.CommittedAnswer;
import io.cloudconnectors.contracts.CommittedQuery;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vault is told about versions that it has: it deletes those that are not known. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CommittedIT {
    private final String tenant = Http.newTenant();

    @Test
    void theVersionsOfAConnectorAreKnownAndNothingElse() {
        // Given a connector with two versions, and its neighbour
        String id = Http.createWithTwoVersions(tenant);
        CommittedQuery.Version first = version(id, 1);
        CommittedQuery.Version second = version(id, 2);
        String other = Http.create(tenant, "other").getString("id");
        CommittedQuery.Version others = version(other, 1);

        // Then
        assertThat(known(first, second, others)).containsExactlyInAnyOrder(first, second, others);
        assertThat(known(
                        version(id, 3),
                        new CommittedQuery.Version(Http.newTenant(), first.connectorId(), first.credentialId(), 1),
                        new CommittedQuery.Version(tenant, UUID.randomUUID(), first.credentialId(), 1),
                        new CommittedQuery.Version(tenant, others.connectorId(), first.credentialId(), 1),
                        new CommittedQuery.Version(tenant, first.connectorId(), UUID.randomUUID(), 1)))
                .isEmpty();
    }

    @Test
    void aVersionThatIsGivenUpIsNotKnown() {
        String id = Http.createWithTwoVersions(tenant);

        as(tenant).delete(CONNECTORS + "/" + id + "/credentials/2").then().statusCode(204);

        assertThat(known(version(id, 1), version(id, 2))).containsExactly(version(id, 1));
    }

    @Test
    void aDeletedConnectorsAreKnownUntilItIsPurgedForItMayBeRestored() {
        String id = Http.createWithTwoVersions(tenant);
        CommittedQuery.Version first = version(id, 1);

        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        assertThat(known(first)).containsExactly(first);
    }

    @Test
    void aDraftsExternalIdIsKnownWhileTheDraftLasts() {
        String draft = Http.draft(tenant, "AWS");
        UUID credential = UUID.fromString(Rows.text("SELECT credential_id::text FROM draft WHERE id = ?", draft));
        CommittedQuery.Version reserved = new CommittedQuery.Version(tenant, UUID.fromString(draft), credential, 1);

        assertThat(known(reserved)).containsExactly(reserved);
        assertThat(known(new CommittedQuery.Version(tenant, UUID.fromString(draft), credential, 2)))
                .isEmpty();

        as(tenant).delete(CONNECTORS + "/drafts/" + draft).then().statusCode(204);
        assertThat(known(reserved)).isEmpty();
    }

    @Test
    void aTriedSecretIsKnownWhileItsTestGoes() {
        String account = Http.newAccount();
        String id = Http.create(tenant, "tried", account).getString("id");
        String test = as(tenant)
                .body("{\"aws\": {\"roleArn\": \"" + Http.role(account) + "Tried\"}}")
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        UUID credential =
                UUID.fromString(Rows.text("SELECT credential_id::text FROM connection_test WHERE id = ?", test));
        CommittedQuery.Version tried = new CommittedQuery.Version(tenant, UUID.fromString(id), credential, 1);

        assertThat(known(tried)).containsExactly(tried);

        Rows.execute("UPDATE connection_test SET state = 'FAILED', finished_at = now() WHERE id = ?", test);
        assertThat(known(tried)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault:write", "vault:reveal", "runs:lease"})
    void onlyTheVaultsScopeMayAsk(String scope) {
        ask(Setting.identity().scopedToken(scope), Map.of("versions", List.of()))
                .statusCode(403);
    }

    @Test
    void nobodyAndAPersonMayNotAsk() {
        ask(Setting.identity().token(tenant, "admin"), Map.of("versions", List.of()))
                .statusCode(403);
        Http.plain()
                .body(Map.of("versions", List.of()))
                .post("/internal/v1/credentials/committed")
                .then()
                .statusCode(401);
    }

    @Test
    void aQuestionHasItsBound() {
        CommittedQuery.Version any = new CommittedQuery.Version(tenant, UUID.randomUUID(), UUID.randomUUID(), 1);
        String token = Setting.identity().scopedToken("credentials:reconcile");

        ask(token, new CommittedQuery(Collections.nCopies(CommittedQuery.MOST, any)))
                .statusCode(200);
        ask(token, new CommittedQuery(Collections.nCopies(CommittedQuery.MOST + 1, any)))
                .statusCode(400);
        ask(token, Map.of()).statusCode(400);
    }

    private CommittedQuery.Version version(String id, int version) {
        UUID credential = UUID.fromString(Rows.text("SELECT credential_id::text FROM connector WHERE id = ?", id));
        return new CommittedQuery.Version(tenant, UUID.fromString(id), credential, version);
    }

    private static List<CommittedQuery.Version> known(CommittedQuery.Version... asked) {
        CommittedAnswer answer = ask(
                        Setting.identity().scopedToken("credentials:reconcile"), new CommittedQuery(List.of(asked)))
                .statusCode(200)
                .extract()
                .as(CommittedAnswer.class);
        assertThat(answer.asked()).isEqualTo(asked.length);
        return answer.known();
    }

    private static ValidatableResponse ask(String token, Object body) {
        return Http.with(token)
                .body(body)
                .post("/internal/v1/credentials/committed")
                .then();
    }
}
