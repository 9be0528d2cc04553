package io.cloudconnectors.api.precondition;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two clients, one connector: a change that was made to another version is not made. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class EntityTagIT {
    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();
    private String path;

    @BeforeEach
    void aConnector() {
        path = CONNECTORS + "/" + Http.create(tenant, "a", account).getString("id");
    }

    @Test
    void everyAnswerOfAConnectorHasItsVersionAsTag() {
        as(tenant)
                .body(Http.bodyOf("b", Http.newAccount()))
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
        as(tenant, "viewer").get(path).then().statusCode(200).header("ETag", "\"1\"");
        rename(as(tenant), "c").statusCode(200).header("ETag", "\"2\"");
        replaceRole(as(tenant)).statusCode(200).header("ETag", "\"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"7\", \"1\""})
    void aChangeOfTheVersionThatWasReadIsMade(String ifMatch) {
        rename(as(tenant).header("If-Match", ifMatch), "b").statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void aChangeOfAnotherVersionIsNotMadeAndSaysWhatToDo() {
        rename(as(tenant), "b").statusCode(200);
        long sealed = Setting.vault().sealedFor(tenant);

        var problem = rename(as(tenant).header("If-Match", "\"1\""), "c")
                .statusCode(412)
                .extract();
        replaceRole(as(tenant).header("If-Match", "\"1\"")).statusCode(412);
        as(tenant).header("If-Match", "\"1\"").delete(path).then().statusCode(412);
        // Not even when it would change nothing.
        rename(as(tenant).header("If-Match", "\"1\""), "b").statusCode(412);

        assertThat(problem.jsonPath().getString("code")).isEqualTo("PRECONDITION_FAILED");
        assertThat(problem.jsonPath().getString("detail")).contains("\"2\"").contains("Read it again");
        assertThat(as(tenant).get(path).jsonPath().getString("name")).isEqualTo("b");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(sealed);
    }

    @Test
    void aDeletionOfTheVersionThatWasReadIsDone() {
        as(tenant).header("If-Match", "\"1\"").delete(path).then().statusCode(204);

        as(tenant).header("If-Match", "*").delete(path).then().statusCode(404);
    }

    @Test
    void whatIsNoTagIsRefusedBeforeAnythingHappens() {
        var problem =
                rename(as(tenant).header("If-Match", "1"), "b").statusCode(400).extract();

        assertThat(problem.jsonPath().getString("code")).isEqualTo("INVALID_HEADER");
        assertThat(problem.jsonPath().getString("detail")).contains("If-Match: \"3\"");
        assertThat(as(tenant).get(path).jsonPath().getString("name")).isEqualTo("a");
    }

    /** So it would be wrong to answer that nothing was modified. */
    @Test
    void whatARunFoundOutLeavesTheTagAndIsShownAllTheSame() {
        String id = path.substring(path.lastIndexOf('/') + 1);
        Rows.execute("UPDATE connector SET state = 'ONLINE' WHERE id = ?", id);

        var answer = as(tenant)
                .header("If-None-Match", "\"1\"")
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .extract();

        assertThat(answer.jsonPath().getString("state")).isEqualTo("ONLINE");
    }

    private ValidatableResponse rename(RequestSpecification request, String name) {
        return request.contentType(Http.MERGE_PATCH)
                .body("{\"name\": \"" + name + "\"}")
                .patch(path)
                .then();
    }

    private ValidatableResponse replaceRole(RequestSpecification request) {
        return request.body("{\"aws\": {\"roleArn\": \"" + Http.role(account) + "Next\"}}")
                .put(path + "/credential")
                .then();
    }
}
