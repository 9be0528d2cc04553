package io.cloudconnectors.api.draft;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reserved before there is a connector, and what becomes of it. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class DraftIT {
    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();

    @Test
    void aDraftReservesWhatTheCustomerNeedsForTheRole() {
        // When
        ValidatableResponse made = make("AWS");

        // Then
        String id = made.statusCode(201)
                .body("provider", equalTo("AWS"))
                .body("externalId", matchesPattern("cc-[0-9a-f]+"))
                .body("platformAccountId", equalTo(Setting.PLATFORM_ACCOUNT))
                .extract()
                .path("id");
        made.header("Location", endsWith(CONNECTORS + "/drafts/" + id));
        JsonPath read = as(tenant, "viewer")
                .get(drafts(id))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(read.getString("externalId")).isEqualTo(made.extract().path("externalId"));
        assertThat(Duration.between(
                        Instant.parse(read.getString("createdAt")), Instant.parse(read.getString("expiresAt"))))
                .isEqualTo(Duration.ofHours(24));
        // The vault forgets the External ID by itself, and not before the draft is over
        assertThat(Setting.vault().trials(tenant)).singleElement().satisfies(kept -> {
            assertThat(kept.connectorId()).hasToString(id);
            assertThat(kept.ttlSeconds()).isEqualTo(25 * 3600);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE", "GCP"})
    void otherCloudsHaveNoExternalId(String provider) {
        make(provider).statusCode(201).body("$", not(hasKey("externalId"))).body("$", not(hasKey("platformAccountId")));

        assertThat(Setting.vault().sealedFor(tenant)).isZero();
    }

    @Test
    void theConnectorHasTheIdAndTheExternalIdOfItsDraft() {
        // Given
        JsonPath draft = make("AWS").extract().jsonPath();
        String id = draft.getString("id");

        // When
        create(id, "prod")
                .statusCode(201)
                .body("id", equalTo(id))
                .body("aws.externalId", equalTo(draft.getString("externalId")))
                .body("credential.version", equalTo(1))
                .body("aws.accountId", equalTo(account));

        // Then the draft is used up
        as(tenant).get(drafts(id)).then().statusCode(404).body("code", equalTo("DRAFT_NOT_FOUND"));
        create(id, "again").statusCode(409).body("code", equalTo("DRAFT_USED"));
        Http.read(tenant, id);
    }

    @Test
    void aConnectorWhoseRoleComesLaterKeepsTheExternalIdToo() {
        JsonPath draft = make("AWS").extract().jsonPath();

        as(tenant)
                .body("{\"name\": \"later\", \"provider\": \"AWS\", \"draftId\": \"%s\"}"
                        .formatted(draft.getString("id")))
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .body("aws.externalId", equalTo(draft.getString("externalId")))
                .body("reason.code", equalTo("AWAITING_ROLE_ARN"));
    }

    @Test
    void ofManyWhoUseADraftAtOnceOneGetsTheConnector() {
        String id = make("AWS").extract().path("id");

        var statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(n -> create(id, "name-" + n).extract().statusCode())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(7);
    }

    @Test
    void aCreationThatFailsLeavesTheDraft() {
        Http.create(tenant, "taken");
        String id = make("AWS").extract().path("id");

        create(id, "taken").statusCode(409).body("code", equalTo("DUPLICATE_NAME"));

        create(id, "free").statusCode(201).body("id", equalTo(id));
    }

    @Test
    void aDraftWhoseTimeIsOverIsNoDraftAndIsDropped() {
        String id = make("AWS").extract().path("id");
        Rows.force("UPDATE draft SET expires_at = now() WHERE id = ?", id);

        as(tenant).get(drafts(id)).then().statusCode(404);
        create(id, "late")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/draftId"))
                .body("errors[0].code", equalTo("NO_SUCH_DRAFT"));

        assertThat(Arc.container().instance(DraftExpiryRepository.class).get().drop())
                .isPositive();
        assertThat(Rows.text("SELECT count(*) FROM draft WHERE id = ?", id)).isEqualTo("0");
    }

    @Test
    void aDraftWhoseTimeIsOverBeforeItsConnectorIsWrittenIsNoDraft() {
        String id = make("AWS").extract().path("id");
        Setting.vault().meanwhile(tenant, () -> Rows.force("UPDATE draft SET expires_at = now() WHERE id = ?", id));

        create(id, "late").statusCode(422).body("errors[0].code", equalTo("NO_SUCH_DRAFT"));
    }

    @Test
    void aDraftThatSomebodyElseUsesBeforeItsConnectorIsWrittenIsUsed() {
        String id = make("AWS").extract().path("id");
        Setting.vault().meanwhile(tenant, () -> create(id, "faster").statusCode(201));

        create(id, "slower").statusCode(409).body("code", equalTo("DRAFT_USED"));
    }

    @Test
    void aDraftOfAnotherProviderIsRefused() {
        String id = make("GCP").extract().path("id");

        create(id, "aws")
                .statusCode(422)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("errors[0].pointer", equalTo("#/draftId"))
                .body("errors[0].code", equalTo("OTHER_PROVIDER"));
    }

    @Test
    void aDraftIdThatIsNoneIsRefused() {
        create(UUID.randomUUID().toString(), "unknown")
                .statusCode(422)
                .body("errors[0].code", equalTo("NO_SUCH_DRAFT"));
        create("draft-1", "malformed").statusCode(422).body("errors[0].code", equalTo("LENGTH"));
    }

    @Test
    void aPatchTakesNoDraft() {
        String draft = make("AWS").extract().path("id");
        String id = Http.create(tenant, "there").getString("id");

        as(tenant)
                .body("{\"draftId\": \"" + draft + "\"}")
                .patch(CONNECTORS + "/" + id)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/draftId"));
    }

    @Test
    void aDraftThatIsGivenUpIsGone() {
        String id = make("AWS").extract().path("id");

        as(tenant).delete(drafts(id)).then().statusCode(204);

        as(tenant).delete(drafts(id)).then().statusCode(404).body("code", equalTo("DRAFT_NOT_FOUND"));
        create(id, "late").statusCode(422);
    }

    @Test
    void withoutTheVaultNothingIsReserved() {
        Setting.vault().goDown(true);
        try {
            make("AWS").statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));
        } finally {
            Setting.vault().goDown(false);
        }
    }

    @Test
    void badBodiesAreToldWhatToWrite() {
        as(tenant).body("{}").post(drafts("")).then().statusCode(422).body("errors[0].pointer", equalTo("#/provider"));
        as(tenant).body("{\"provider\": \"IBM\"}").post(drafts("")).then().statusCode(422);
        as(tenant)
                .body("{\"provider\": \"AWS\", \"externalId\": \"mine\"}")
                .post(drafts(""))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("UNKNOWN_FIELD"));
        as(tenant, "viewer")
                .body("{\"provider\": \"AWS\"}")
                .post(drafts(""))
                .then()
                .statusCode(403);
    }

    @Test
    void anotherTenantSeesAndUsesNothing() {
        String id = make("AWS").extract().path("id");
        String stranger = Http.newTenant();

        as(stranger).get(drafts(id)).then().statusCode(404);
        as(stranger).delete(drafts(id)).then().statusCode(404);
        as(stranger).body(body(id, "theirs")).post(CONNECTORS).then().statusCode(422);

        as(tenant).get(drafts(id)).then().statusCode(200);
    }

    private ValidatableResponse make(String provider) {
        return as(tenant)
                .body("{\"provider\": \"" + provider + "\"}")
                .post(drafts(""))
                .then();
    }

    private ValidatableResponse create(String draft, String name) {
        return as(tenant).body(body(draft, name)).post(CONNECTORS).then();
    }

    private String body(String draft, String name) {
        return """
                {"name": "%s", "provider": "AWS", "draftId": "%s", "aws": {"roleArn": "%s"}}
                """.formatted(name, draft, Http.role(account));
    }

    private static String drafts(String id) {
        return CONNECTORS + "/drafts" + (id.isEmpty() ? "" : "/" + id);
    }
}
