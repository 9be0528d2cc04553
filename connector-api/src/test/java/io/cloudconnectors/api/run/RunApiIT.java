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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Run now, history and cancel, over HTTP; no poller is there, so runs stay queued. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class RunApiIT {
    private final String tenant = Http.newTenant();

    @Test
    void aRunIsQueuedWatchedAndCancelled() {
        String connector = Http.create(tenant, "a").getString("id");

        var started = as(tenant).post(runs(connector)).then().statusCode(202).extract();
        String run = started.jsonPath().getString("id");

        assertThat(started.header("Location")).endsWith(runs(connector) + "/" + run);
        assertThat(started.jsonPath().getString("trigger")).isEqualTo("MANUAL");
        assertThat(started.jsonPath().getString("state")).isEqualTo("QUEUED");
        JsonPath shown = Http.read(tenant, connector);
        assertThat(shown.getString("currentRun.id")).isEqualTo(run);
        assertThat(shown.getString("schedule.waitingFor")).isEqualTo("AWAITING_CAPACITY");
        assertThat(shown.getString("state")).isEqualTo("PENDING");

        JsonPath cancelled = as(tenant)
                .post(runs(connector) + "/" + run + "/cancel")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();

        assertThat(cancelled.getString("state")).isEqualTo("CANCELLED");
        assertThat(Http.read(tenant, connector).getMap("currentRun")).isNull();
    }

    @Test
    void aSecondRunIsRefusedAndTheFirstIsNamed() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");

        JsonPath problem = as(tenant)
                .post(runs(connector))
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();

        assertThat(problem.getString("code")).isEqualTo("RUN_IN_PROGRESS");
        assertThat(problem.getString("runId")).isEqualTo(run);
        assertThat(problem.getMap("run")).isEqualTo(listed(connector).getMap("items[0]"));
    }

    @Test
    void aRunThatACapHoldsBackSaysSo() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");
        Rows.force(
                "UPDATE run SET held_by = 'ACCOUNT', held_at = created_at + interval '1 minute', cap_key = 'ACCOUNT x' WHERE id = ?",
                run);

        JsonPath shown = as(tenant).get(runs(connector) + "/" + run).jsonPath();

        assertThat(shown.getString("state")).isEqualTo("QUEUED");
        assertThat(shown.getString("waitingFor.code")).isEqualTo("AWAITING_CAPACITY");
        assertThat(shown.getString("waitingFor.message")).contains("as many runs of this cloud account");
        assertThat(shown.getString("waitingFor.since")).isGreaterThan(shown.getString("createdAt"));
    }

    @Test
    void aQueuedRunSaysWhatItWaitsFor() {
        String connector = Http.create(tenant, "a").getString("id");
        JsonPath queued = as(tenant).post(runs(connector)).jsonPath();

        assertThat(queued.getString("waitingFor.code")).isEqualTo("AWAITING_CAPACITY");
        assertThat(queued.getString("waitingFor.message")).contains("worker");
        assertThat(queued.getString("waitingFor.since")).isEqualTo(queued.getString("createdAt"));

        JsonPath cancelled = as(tenant)
                .post(runs(connector) + "/" + queued.getString("id") + "/cancel")
                .jsonPath();
        assertThat(cancelled.getMap("waitingFor")).isNull();
    }

    @Test
    void askingAgainToCancelARunningRunChangesNothing() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");
        Rows.execute("UPDATE run SET state = 'RUNNING', started_at = now() WHERE id = ?", run);
        String cancel = runs(connector) + "/" + run + "/cancel";

        String first = as(tenant).post(cancel).then().statusCode(202).extract().asString();

        assertThat(first).contains("\"state\":\"RUNNING\"");
        assertThat(as(tenant).post(cancel).then().statusCode(202).extract().asString())
                .isEqualTo(first);
    }

    @Test
    void theHistoryCanBeFilteredByStateAndTrigger() {
        String connector = Http.create(tenant, "a").getString("id");
        String cancelled = as(tenant).post(runs(connector)).jsonPath().getString("id");
        as(tenant).post(runs(connector) + "/" + cancelled + "/cancel").then().statusCode(202);
        String failed = as(tenant).post(runs(connector)).jsonPath().getString("id");
        Rows.execute("UPDATE schedule SET active_run_id = NULL WHERE connector_id = ?", connector);
        Rows.execute(
                "UPDATE run SET state = 'FAILED', trigger = 'SCHEDULED', finished_at = now() WHERE id = ?", failed);
        String queued = as(tenant).post(runs(connector)).jsonPath().getString("id");

        assertThat(filtered(connector, "state", "CANCELLED")).containsExactly(cancelled);
        assertThat(filtered(connector, "state", "QUEUED,FAILED")).containsExactly(queued, failed);
        assertThat(filtered(connector, "trigger", "MANUAL")).containsExactly(queued, cancelled);
        assertThat(filtered(connector, "trigger", "SCHEDULED,PROBE")).containsExactly(failed);
        as(tenant).queryParam("state", "DONE").get(runs(connector)).then().statusCode(400);
        String cursor = as(tenant)
                .queryParam("limit", 1)
                .get(runs(connector))
                .jsonPath()
                .getString("nextCursor");
        as(tenant)
                .queryParams("cursor", cursor, "state", "QUEUED")
                .get(runs(connector))
                .then()
                .statusCode(400);
    }

    @Test
    void aRunBringsAThousandSlicesAndTheRestIsPaged() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");
        Rows.execute("""
                INSERT INTO slice_result (run_id, tenant, connector_id, region, service, attempt, status, observed_at)
                SELECT run.id, tenant, connector_id, 'region-' || to_char(n / 50, 'FM00'), 'service-' || to_char(n % 50, 'FM00'), 1,
                       CASE WHEN n % 10 = 0 THEN 'BLIND' ELSE 'SEEN' END, now()
                  FROM run, generate_series(0, 1149) AS n
                 WHERE run.id = ?
                """, run);
        String slices = runs(connector) + "/" + run + "/slices";

        JsonPath shown = as(tenant, "viewer").get(runs(connector) + "/" + run).jsonPath();
        JsonPath rest = as(tenant, "viewer")
                .queryParams("limit", 200, "cursor", shown.getString("nextSlices"))
                .get(slices)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(shown.getList("slices")).hasSize(1000);
        assertThat(rest.getList("items")).hasSize(150);
        assertThat(rest.getString("nextCursor")).isNull();
        assertThat(rest.getString("items[0].region") + rest.getString("items[0].service"))
                .isEqualTo("region-20service-00");
        JsonPath blind = as(tenant)
                .queryParams("limit", 200, "status", "BLIND")
                .get(slices)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(blind.<String>getList("items.status")).hasSize(115).containsOnly("BLIND");
        as(Http.newTenant()).get(slices).then().statusCode(404);
    }

    @Test
    void aRunThatHasEndedCannotBeCancelled() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");
        as(tenant).post(runs(connector) + "/" + run + "/cancel").then().statusCode(202);

        JsonPath problem = as(tenant)
                .post(runs(connector) + "/" + run + "/cancel")
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();

        assertThat(problem.getString("code")).isEqualTo("RUN_ENDED");
        assertThat(problem.getString("run.state")).isEqualTo("CANCELLED");
    }

    @Test
    void withoutARoleThereIsNothingToRun() {
        String connector = Http.createWithoutRole(tenant, "a").getString("id");

        JsonPath problem = as(tenant)
                .post(runs(connector))
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();

        assertThat(problem.getString("code")).isEqualTo("SETUP_INCOMPLETE");
    }

    @Test
    void aRunOfAnotherConnectorIsUnknown() {
        String one = Http.create(tenant, "a").getString("id");
        String other = Http.create(tenant, "b").getString("id");
        String run = as(tenant).post(runs(one)).jsonPath().getString("id");

        for (String path :
                List.of(runs(other) + "/" + run, runs(other) + "/" + UUID.randomUUID(), runs(other) + "/x")) {
            assertThat(as(tenant)
                            .get(path)
                            .then()
                            .statusCode(404)
                            .extract()
                            .jsonPath()
                            .getString("code"))
                    .isEqualTo("RUN_NOT_FOUND");
        }
        as(tenant).post(runs(other) + "/" + run + "/cancel").then().statusCode(404);
    }

    @Test
    void aDeletedConnectorsRunIsCancelled() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");

        as(tenant).delete(CONNECTORS + "/" + connector).then().statusCode(204);

        assertThat(Rows.text("SELECT state FROM run WHERE id = ?", run)).isEqualTo("CANCELLED");
        as(tenant).get(runs(connector)).then().statusCode(404);
    }

    @Test
    void theHistoryIsPagedTheNewestFirst() {
        String connector = Http.create(tenant, "a").getString("id");
        List<String> started = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String run = as(tenant).post(runs(connector)).jsonPath().getString("id");
            as(tenant).post(runs(connector) + "/" + run + "/cancel").then().statusCode(202);
            started.addFirst(run);
        }

        JsonPath first = as(tenant)
                .queryParam("limit", 2)
                .get(runs(connector))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath second = as(tenant)
                .queryParam("limit", 2)
                .queryParam("cursor", first.getString("nextCursor"))
                .get(runs(connector))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.<String>getList("items.id")).containsExactlyElementsOf(started.subList(0, 2));
        assertThat(second.<String>getList("items.id")).containsExactly(started.get(2));
        assertThat(second.getString("nextCursor")).isNull();
        assertThat(first.getMap("items[0]")).doesNotContainKey("slices");
    }

    @Test
    void aRunShowsItsSlicesWithReasonsThatPeopleCanActOn() {
        String connector = Http.create(tenant, "a").getString("id");
        String run = as(tenant).post(runs(connector)).jsonPath().getString("id");
        Rows.execute("""
                INSERT INTO slice_result (run_id, tenant, connector_id, region, service, attempt, status, reason, gaps, assets,
                                          created, observed_at)
                SELECT run.id, tenant, connector_id, 'eu-central-1', s.service, 1, s.status, s.reason::jsonb, s.gaps::jsonb, s.assets, s.assets, now()
                  FROM run, (VALUES
                       ('s3', 'BLIND', '{"code": "PERMISSION_MISSING", "providerCode": "AccessDenied",
                        "providerRequestId": "r-1", "subject": "s3:ListAllMyBuckets", "at": "2026-01-02T03:04:05Z"}', '[]', 0),
                       ('ec2', 'SEEN', NULL, '[{"type": "AWS::EC2::Volume", "reason": {"code": "PERMISSION_MISSING",
                        "subject": "ec2:DescribeVolumes", "at": "2026-01-02T03:04:05Z"}},
                        {"type": "AWS::EC2::Image", "listed": true, "reason": {"code": "PERMISSION_MISSING",
                        "subject": "ec2:DescribeImageAttribute", "at": "2026-01-02T03:04:05Z"}}]', 2))
                       AS s (service, status, reason, gaps, assets)
                 WHERE run.id = ?
                """, run);

        JsonPath shown = as(tenant, "viewer")
                .get(runs(connector) + "/" + run)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(shown.<String>getList("slices.service")).containsExactly("ec2", "s3");
        assertThat(shown.getInt("slices[0].assets.created")).isEqualTo(2);
        assertThat(shown.getString("slices[0].gaps[0].reason.message")).contains("ec2:DescribeVolumes");
        assertThat(shown.<Boolean>getList("slices[0].gaps.listed")).containsExactly(false, true);
        assertThat(shown.getString("slices[1].reason.nextAction")).contains("s3:ListAllMyBuckets");
        assertThat(shown.getString("slices[1].reason.class")).isEqualTo("PARTIAL");
        assertThat(shown.getString("slices[1].reason.providerRequestId")).isEqualTo("r-1");
        assertThat(shown.getString("slices[1].reason.since")).isEqualTo("2026-01-02T03:04:05Z");
    }

    private List<String> filtered(String connector, String parameter, String value) {
        return as(tenant)
                .queryParam(parameter, value)
                .get(runs(connector))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
    }

    private JsonPath listed(String connector) {
        return as(tenant).get(runs(connector)).then().statusCode(200).extract().jsonPath();
    }

    private static String runs(String connector) {
        return CONNECTORS + "/" + connector + "/runs";
    }
}
