package io.cloudconnectors.api.purge;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.connector.DeletionConfig;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.inventory.InventoryPurgeRepository;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.local.servers.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is purged is gone: secrets, assets, runs and the connector. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class PurgeIT {
    private final String tenant = Http.newTenant();

    private static final String ALL = "6";

    @Inject
    Purge purge;

    @Inject
    PurgeRepository connectors;

    @Inject
    InventoryPurgeRepository inventory;

    @Inject
    Vault vault;

    @Inject
    InstantSource clock;

    @AfterEach
    void theVaultIsThereAgain() {
        Setting.vault().goDown(false);
    }

    @Test
    void anAdministratorPurgesAtOnce() {
        String id = connectorWithHistory();

        delete(id, "admin", 204);

        assertThat(Setting.vault().sealedFor(tenant)).isZero();
        assertThat(leftOf(id)).isEqualTo("0");
        assertThat(assetsOf(id)).isEqualTo("0");
        restoreIsRefused(id);
    }

    @Test
    void anEditorDeletesAndDoesNotPurge() {
        String id = connectorWithHistory();

        delete(id, "editor", 403);

        as(tenant).get(CONNECTORS + "/" + id).then().statusCode(200);
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(1);
    }

    @Test
    void whatIsDeletedAlreadyCanBePurged() {
        String id = connectorWithHistory();
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        delete(id, "admin", 204);

        assertThat(Setting.vault().sealedFor(tenant)).isZero();
        assertThat(leftOf(id)).isEqualTo("0");
        delete(id, "admin", 404);
    }

    @Test
    void whatIsPurgedIsWhatWasRead() {
        String id = connectorWithHistory();
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        purgeIf("\"1\"", id).then().statusCode(412);
        assertThat(leftOf(id)).isEqualTo(ALL);
        purgeIf("\"2\"", id).then().statusCode(204);
    }

    @Test
    void aPurgeThatIsSentAgainGoesOnUntilNothingIsLeft() {
        String id = connectorWithHistory();
        Setting.vault().goDown(true);

        delete(id, "admin", 202);
        delete(id, "admin", 202);
        Setting.vault().goDown(false);
        delete(id, "admin", 202); // the first is to be tried again later
        due(id);
        delete(id, "admin", 204);
        delete(id, "admin", 404);

        assertThat(purgesInTheTrailOf(id)).containsExactly("PERSON");
    }

    @Test
    void aPurgeThatTakesLongGoesOnByItself() {
        String id = connectorWithHistory();
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);
        due(id);
        Purge hasty = new Purge(
                connectors,
                inventory,
                vault,
                Configs.of(DeletionConfig.class, Map.of("deletion.patience", "0S")),
                clock,
                new SimpleMeterRegistry());

        assertThat(hasty.purge(UUID.fromString(id))).isFalse();

        assertThat(Rows.text("SELECT count(*) FROM run WHERE connector_id = ?", id))
                .isEqualTo("10");
        purge.sweep();
        assertThat(leftOf(id)).isEqualTo("0");
    }

    @Test
    void withTheVaultAwayItIsDeletedAndPurgedLater() {
        String id = connectorWithHistory();
        Setting.vault().goDown(true);

        delete(id, "admin", 202);

        as(tenant).get(CONNECTORS + "/" + id).then().statusCode(404);
        restoreIsRefused(id);
        assertThat(assetsOf(id)).isEqualTo("1");

        Setting.vault().goDown(false);
        due(id);
        purge.sweep();

        assertThat(Setting.vault().sealedFor(tenant)).isZero();
        assertThat(leftOf(id)).isEqualTo("0");
    }

    @Test
    void aRunThatStillGoesIsWaitedForAndTheSecretIsNot() {
        String id = connectorWithHistory();
        Rows.execute("UPDATE schedule SET active_run_id = gen_random_uuid() WHERE connector_id = ?", id);

        delete(id, "admin", 202);

        assertThat(Setting.vault().sealedFor(tenant)).isZero();
        assertThat(leftOf(id)).isEqualTo(ALL);

        Rows.execute("UPDATE schedule SET active_run_id = NULL WHERE connector_id = ?", id);
        due(id);
        purge.sweep();
        assertThat(leftOf(id)).isEqualTo("0");
    }

    @Test
    void theRetentionEndsByItself() {
        String kept = connectorWithHistory();
        as(tenant).delete(CONNECTORS + "/" + kept).then().statusCode(204);
        purge.sweep();
        assertThat(leftOf(kept)).isEqualTo(ALL);

        due(kept);
        purge.sweep();
        assertThat(leftOf(kept)).isEqualTo("0");
        assertThat(Setting.vault().sealedFor(tenant)).isZero();
        assertThat(purgesInTheTrailOf(kept)).containsExactly("PLATFORM");
        assertThat(Rows.text("""
                SELECT payload #>> '{data,action}' FROM event WHERE connector_id = ? ORDER BY xid DESC, id DESC LIMIT 1
                """, kept)).isEqualTo("CONNECTOR_PURGED");
    }

    private String connectorWithHistory() {
        String id = Http.create(tenant, "a").getString("id");
        Rows.execute("""
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at,
                                 sent_at, queue_expires_at, finished_at, budget_seconds)
                SELECT uuidv7(), tenant, id, 'MANUAL', 'SUCCEEDED', credential_id, 1, now(), now(), now(), now(), 60
                  FROM connector CROSS JOIN generate_series(1, 60) WHERE id = ?
                """, id);
        Rows.execute("""
                INSERT INTO slice_result (run_id, tenant, connector_id, region, service, attempt, status, observed_at)
                SELECT id, tenant, connector_id, 'eu-central-1', 'ec2', 1, 'SEEN', now() FROM run WHERE connector_id = ?
                """, id);
        Rows.execute("""
                INSERT INTO permission_gap (connector_id, region, service, permission, tenant, types, listed, reason, denials, since,
                                            denied_at, credential_version, settings_digest, run_id)
                SELECT id, 'eu-central-1', 'ec2', 'ec2:DescribeVolumes', tenant, '[]', false,
                       '{"code": "PERMISSION_MISSING", "at": "2026-11-24T12:00:00Z"}', 1, now(), now(), 1, 0, id
                  FROM connector WHERE id = ?
                """, id);
        as(tenant).post(CONNECTORS + "/" + id + "/test").then().statusCode(202);
        Rows.execute(Role.INVENTORY_ENGINE, """
                INSERT INTO asset (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service,
                                   tags, detail, content_hash, first_seen_at, changed_at)
                VALUES (?, 'AWS::EC2::Instance', 'eu-central-1', 'i-1', gen_random_uuid(), 't', 'AWS', 'eu-central-1',
                        'ec2', '{}', '{}', 'h', now(), now())
                """, id);
        return id;
    }

    private void delete(String id, String role, int status) {
        as(tenant, role).delete(CONNECTORS + "/" + id + "?purge=true").then().statusCode(status);
    }

    private Response purgeIf(String tag, String id) {
        return as(tenant, "admin").header("If-Match", tag).delete(CONNECTORS + "/" + id + "?purge=true");
    }

    /** The kinds of those who purged it. */
    private List<String> purgesInTheTrailOf(String id) {
        return as(tenant, "admin")
                .get("/api/v1/connectors/" + id + "/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.action == 'CONNECTOR_PURGED' }.actor.kind");
    }

    private void restoreIsRefused(String id) {
        as(tenant).post(CONNECTORS + "/" + id + "/restore").then().statusCode(404);
    }

    private static void due(String id) {
        Rows.execute("UPDATE connector SET purge_at = now() WHERE id = ?", id);
    }

    /** Of connector, schedule, run, slice, test and gap: how many have rows. */
    private static String leftOf(String id) {
        return Rows.text("""
                SELECT EXISTS (SELECT FROM connector WHERE id = i.id)::int
                     + EXISTS (SELECT FROM schedule WHERE connector_id = i.id)::int
                     + EXISTS (SELECT FROM run WHERE connector_id = i.id)::int
                     + EXISTS (SELECT FROM slice_result WHERE connector_id = i.id)::int
                     + EXISTS (SELECT FROM connection_test WHERE connector_id = i.id)::int
                     + EXISTS (SELECT FROM permission_gap WHERE connector_id = i.id)::int
                  FROM (VALUES (?::uuid)) AS i (id)
                """, id);
    }

    private static String assetsOf(String id) {
        return Rows.text(Role.INVENTORY_ENGINE, "SELECT count(*) FROM asset WHERE connector_id = ?", id);
    }
}
