package io.cloudconnectors.api.purge;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is purged is gone: secrets, assets, runs and the connector. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class PurgeIT {
    private final String tenant = Http.newTenant();

    @Inject
    Purge purge;

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
        assertThat(leftOf(id)).isEqualTo("3");

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
        assertThat(leftOf(kept)).isEqualTo("3");

        due(kept);
        purge.sweep();
        assertThat(leftOf(kept)).isEqualTo("0");
        assertThat(Setting.vault().sealedFor(tenant)).isZero();
    }

    private String connectorWithHistory() {
        String id = Http.create(tenant, "a").getString("id");
        Rows.execute("""
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at,
                                 sent_at, queue_expires_at, finished_at, budget_seconds)
                SELECT uuidv7(), tenant, id, 'MANUAL', 'SUCCEEDED', credential_id, 1, now(), now(), now(), now(), 60
                  FROM connector WHERE id = ?
                """, id);
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

    private void restoreIsRefused(String id) {
        as(tenant).post(CONNECTORS + "/" + id + "/restore").then().statusCode(404);
    }

    private static void due(String id) {
        Rows.execute("UPDATE connector SET purge_at = now() WHERE id = ?", id);
    }

    /** Of connector, schedule and run: how many have rows. */
    private static String leftOf(String id) {
        return Rows.text("""
                SELECT (SELECT count(*) FROM connector WHERE id = i.id) + (SELECT count(*) FROM schedule WHERE connector_id = i.id)
                     + (SELECT count(*) FROM run WHERE connector_id = i.id)
                  FROM (VALUES (?::uuid)) AS i (id)
                """, id);
    }

    private static String assetsOf(String id) {
        return Rows.text(Role.INVENTORY_ENGINE, "SELECT count(*) FROM asset WHERE connector_id = ?", id);
    }
}
