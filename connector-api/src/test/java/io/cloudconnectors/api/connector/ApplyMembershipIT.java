package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.connector.CiJob.body;
import static io.cloudconnectors.api.connector.CiJob.summary;
import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connectors as code. Which set a connector belongs to, how it gets there and how it leaves. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ApplyMembershipIT {
    private final CiJob job = new CiJob();

    @Test
    void aConnectorOfNoSetIsTakenOverOnRequestAlone() {
        String account = Http.newAccount();
        String id = Http.create(job.tenant(), "a", account).getString("id");

        JsonPath refused = job.apply("s", job.awsOf("a", account));
        JsonPath adopted = job.send("", body("s", "\"adopt\": true,", job.awsOf("a", account)), 200)
                .jsonPath();
        JsonPath later = job.apply("s", job.awsOf("a", account));

        assertThat(refused.getString("items[0].problem.code")).isEqualTo("NOT_IN_APPLY_SET");
        assertThat(refused.getString("items[0].problem.detail")).contains("\"adopt\": true");
        assertThat(refused.getString("items[0].id")).isEqualTo(id);
        assertThat(adopted.<List<?>>getList("items.changes")).containsExactly(List.of("applySet"));
        assertThat(summary(later)).contains("unchanged=1");
        assertThat(job.connector("a").getLong("version")).isEqualTo(1);
    }

    @Test
    void aConnectorOfAnotherSetIsNotTouchedUntilItLeft() {
        job.apply("one", job.aws("a", ""));

        JsonPath refused = job.send("", body("two", "\"adopt\": true,", job.item("a")), 200)
                .jsonPath();
        job.send("", body("one", "\"allowEmpty\": true,"), 200);
        JsonPath adopted = job.send("", body("two", "\"adopt\": true,", job.item("a")), 200)
                .jsonPath();

        assertThat(refused.getString("items[0].problem.code")).isEqualTo("NOT_IN_APPLY_SET");
        assertThat(refused.getString("items[0].problem.detail")).contains("the set one");
        assertThat(adopted.<List<?>>getList("items.changes")).containsExactly(List.of("enabled", "applySet"));
        assertThat(job.connector("a").getBoolean("enabled")).isTrue();
    }

    @Test
    void whatComesBackIsEnabledAgainWithItsHistory() {
        String a = job.aws("a", "");
        job.apply("s", a);
        JsonPath before = job.connector("a");
        Rows.pretendThatItRan(before.getString("id"));

        job.apply("s", job.aws("b", ""));
        boolean whileAway = job.connector("a").getBoolean("enabled");
        JsonPath back = job.apply("s", a, job.item("b"));

        assertThat(whileAway).isFalse();
        assertThat(back.<List<?>>getList("items.changes")).containsExactly(List.of("enabled", "applySet"), List.of());
        assertThat(job.connector("a").getBoolean("enabled")).isTrue();
        assertThat(job.connector("a").getString("id")).isEqualTo(before.getString("id"));
        assertThat(job.connector("a").getString("createdAt")).isEqualTo(before.getString("createdAt"));
        assertThat(job.connector("a").getString("aws.externalId")).isEqualTo(before.getString("aws.externalId"));
        assertThat(Rows.isOnItsGrid(before.getString("id"), 240 * 60)).isTrue();
    }

    @Test
    void theTrailTellsWhichSetAConnectorBelongedTo() {
        String a = job.aws("a", "");
        job.apply("s", a);
        job.apply("s", job.aws("b", ""));
        job.apply("s", a, job.item("b"));

        JsonPath trail = as(job.tenant(), "admin")
                .get(CONNECTORS + "/" + job.connector("a").getString("id") + "/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(trail.<String>getList("items.action"))
                .containsExactly(
                        "CONNECTOR_CHANGED",
                        "APPLY_SET_JOINED",
                        "APPLY_SET_LEFT",
                        "CONNECTOR_CHANGED",
                        "APPLY_SET_JOINED",
                        "CONNECTOR_CREATED");
        assertThat(List.of(
                        trail.getString("items[1].after.applySet"),
                        trail.getString("items[2].before.applySet"),
                        trail.getString("items[4].after.applySet")))
                .containsOnly("s");
    }

    @Test
    void whatLeftIsItsOwnersAffair() {
        job.apply("s", job.aws("a", ""), job.aws("b", ""));
        job.apply("s", job.item("b"));
        Http.patch(job.tenant(), job.connector("a").getString("id"), "{\"enabled\": true}")
                .statusCode(200);

        JsonPath later = job.apply("s", job.item("b"));

        assertThat(summary(later)).isEqualTo("created=0 updated=0 disabled=0 unchanged=1 failed=0");
        assertThat(job.connector("a").getBoolean("enabled")).isTrue();
    }

    /** A set says nothing about single connectors: what is done about a twin is done beside it. */
    @Test
    void theTwinOfADeletedConnectorIsNotMadeAndBothWaysOutLeadBackIntoTheSet() {
        job.apply("s", job.aws("restored", ""), job.aws("anew", ""));
        String id = job.connector("restored").getString("id");
        as(job.tenant()).delete(CONNECTORS + "/" + id).then().statusCode(204);
        as(job.tenant())
                .delete(CONNECTORS + "/" + job.connector("anew").getString("id"))
                .then()
                .statusCode(204);
        String[] items = {job.item("restored"), job.item("anew")};

        JsonPath plan = job.send("?dryRun=true", body("s", "", items), 200).jsonPath();
        JsonPath refused = job.apply("s", items);
        as(job.tenant()).post(CONNECTORS + "/" + id + "/restore").then().statusCode(200);
        as(job.tenant())
                .body(job.item("anew"))
                .post(CONNECTORS + "?allowNew=true")
                .then()
                .statusCode(201);
        JsonPath again = job.apply("s", items);
        JsonPath adopting =
                job.send("", body("s", "\"adopt\": true,", items), 200).jsonPath();

        for (JsonPath answer : List.of(plan, refused)) {
            assertThat(answer.<String>getList("items.problem.code")).containsOnly("CONNECTOR_RESTORABLE");
            assertThat(answer.getString("items[0].problem.connectorId")).isEqualTo(id);
            assertThat(answer.getString("items[0].problem.detail"))
                    .contains("apply the set again")
                    .contains("POST /api/v1/connectors?allowNew=true")
                    .contains("\"adopt\": true")
                    .doesNotContain("this request");
        }
        assertThat(again.<String>getList("items.action")).containsExactly("UNCHANGED", "UPDATE");
        assertThat(again.getString("items[1].problem.code")).isEqualTo("NOT_IN_APPLY_SET");
        assertThat(adopting.<List<?>>getList("items.changes")).containsExactly(List.of(), List.of("applySet"));
    }

    /** Its role makes it the twin of one that read the same account. */
    @Test
    void theRoleThatASetBringsToAConnectorIsRefusedLikeATwin() {
        String account = Http.newAccount();
        as(job.tenant())
                .delete(CONNECTORS + "/"
                        + Http.create(job.tenant(), "before", account).getString("id"))
                .then()
                .statusCode(204);
        job.apply("s", "{\"name\": \"a\", \"provider\": \"AWS\"}");

        JsonPath plan = job.send("?dryRun=true", body("s", "", job.awsOf("a", account)), 200)
                .jsonPath();
        JsonPath refused = job.apply("s", job.awsOf("a", account));
        as(job.tenant())
                .contentType(Http.MERGE_PATCH)
                .body("{\"aws\": {\"roleArn\": \"" + Http.role(account) + "\"}}")
                .patch(CONNECTORS + "/" + job.connector("a").getString("id") + "?allowNew=true")
                .then()
                .statusCode(200);
        JsonPath again = job.apply("s", job.awsOf("a", account));

        for (JsonPath answer : List.of(plan, refused)) {
            assertThat(answer.getString("items[0].action")).isEqualTo("UPDATE");
            assertThat(answer.getString("items[0].problem.code")).isEqualTo("CONNECTOR_RESTORABLE");
            assertThat(answer.getString("items[0].problem.detail"))
                    .contains("apply the set again", "PATCH")
                    .doesNotContain("this request");
        }
        assertThat(again.<String>getList("items.action")).containsExactly("UNCHANGED");
    }
}
