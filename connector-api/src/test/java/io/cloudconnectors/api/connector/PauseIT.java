package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pause and resume. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class PauseIT {
    private static final int PERIOD_SECONDS = 240 * 60;

    private final String tenant = Http.newTenant();
    private String id;

    @BeforeEach
    void aConnector() {
        id = Http.create(tenant, "a").getString("id");
    }

    @Test
    void aPausedConnectorHasNoNextRunAndAResumedOneWaitsForItsPlaceOnTheGrid() {
        Rows.pretendThatItRan(id);

        JsonPath paused = post("/pause");

        assertThat(paused.getBoolean("enabled")).isFalse();
        assertThat(paused.getString("schedule.nextRunAt")).isNull();
        assertThat(paused.getString("schedule.waitingFor")).isNull();
        assertThat(paused.getLong("version")).isEqualTo(2);

        JsonPath resumed = post("/resume");

        assertThat(resumed.getBoolean("enabled")).isTrue();
        assertThat(resumed.getString("schedule.nextRunAt")).isNotNull();
        assertThat(Rows.isOnItsGrid(id, PERIOD_SECONDS)).isTrue();
    }

    @Test
    void doingItAgainChangesNothing() {
        Rows.pretendThatItRan(id);
        assertThat(post("/resume").getLong("version")).isEqualTo(1);

        String before = post("/pause").prettify();
        assertThat(post("/pause").prettify()).isEqualTo(before);

        String after = post("/resume").prettify();
        assertThat(post("/resume").prettify()).isEqualTo(after);
    }

    @Test
    void aRunThatIsGoingEndsByItselfUnlessItIsCancelledToo() {
        String run = as(tenant).post(CONNECTORS + "/" + id + "/runs").jsonPath().getString("id");

        assertThat(post("/pause").getString("currentRun.id")).isEqualTo(run);
        assertThat(post("/pause?cancelRun=false").getString("currentRun.id")).isEqualTo(run);

        JsonPath cancelled = post("/pause?cancelRun=true");

        assertThat(cancelled.getMap("currentRun")).isNull();
        assertThat(cancelled.getString("lastRun.state")).isEqualTo("CANCELLED");
        assertThat(post("/pause?cancelRun=true").getString("lastRun.id")).isEqualTo(run);
    }

    @Test
    void anOfflineConnectorIsTriedAtOnceWhenItIsResumed() {
        Rows.pretendThatItRan(id);
        Rows.execute("UPDATE connector SET state = 'OFFLINE', health = 'ERROR' WHERE id = ?", id);
        Rows.execute("UPDATE schedule SET mode = 'PROBE', check_seconds = 3600 WHERE connector_id = ?", id);
        post("/pause");
        assertThat(Rows.isDue(id)).isFalse();

        assertThat(post("/resume").getString("schedule.waitingFor")).isEqualTo("AWAITING_PROBE");

        assertThat(Rows.isDue(id)).isTrue();
    }

    @Test
    void aViewerMayNotAndASwitchIsTrueOrFalse() {
        as(tenant, "viewer").post(path("/pause")).then().statusCode(403);
        as(tenant, "viewer").post(path("/resume")).then().statusCode(403);
        as(tenant).post(path("/pause?cancelRun=yes")).then().statusCode(400);
        as(tenant).post(path("/pause?cancel=true")).then().statusCode(400);
        as(Http.newTenant()).post(path("/pause")).then().statusCode(404);
        assertThat(Http.read(tenant, id).getBoolean("enabled")).isTrue();
    }

    private JsonPath post(String verb) {
        return as(tenant).post(path(verb)).then().statusCode(200).extract().jsonPath();
    }

    private String path(String verb) {
        return CONNECTORS + "/" + id + verb;
    }
}
