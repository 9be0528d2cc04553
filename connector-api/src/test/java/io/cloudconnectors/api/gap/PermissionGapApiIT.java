package io.cloudconnectors.api.gap;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an account denies, as its tenant sees it. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class PermissionGapApiIT {
    private final String tenant = Http.newTenant();

    @Test
    void aConnectorShowsWhatItIsDeniedAndExactlyWhatToAllow() {
        String id = Http.create(tenant, "a").getString("id");
        denied(id, "eu-west-1", "ec2:DescribeVolumes", "PERMISSION_MISSING", 3);
        denied(id, "us-east-1", "ec2:DescribeVolumes", "PERMISSION_MISSING", 4);
        denied(id, "us-east-1", "ec2:DescribeVpcs", "SCP_DENIED", 1);

        JsonPath shown = Http.read(tenant, id);

        assertThat(shown.<String>getList("permissionGaps.permission"))
                .containsExactly("ec2:DescribeVolumes", "ec2:DescribeVpcs");
        Map<String, Object> gap = shown.getMap("permissionGaps[0]");
        assertThat(gap)
                .containsEntry("class", "PARTIAL")
                .containsEntry("code", "PERMISSION_MISSING")
                .containsEntry("providerCode", "UnauthorizedOperation")
                .containsEntry("denials", 4)
                .containsEntry("listed", false);
        assertThat(shown.<String>getList("permissionGaps[0].regions")).containsExactly("eu-west-1", "us-east-1");
        assertThat(shown.<String>getList("permissionGaps[0].types")).containsExactly("AWS::EC2::Volume");
        assertThat(shown.getString("permissionGaps[0].askedAgainAt"))
                .isGreaterThan(shown.getString("permissionGaps[0].lastDeniedAt"));
        assertThat(shown.getString("permissionGaps[1].askedAgainAt")).isNull();
        assertThat(shown.<String>getList("permissionPatch.aws.policy.Statement.Action.flatten()"))
                .containsExactly("ec2:DescribeVolumes");
        assertThat(shown.getMap("permissionPatch")).containsOnlyKeys("aws", "command");
    }

    @Test
    void theChecklistSaysWhatToRun() {
        String id = Http.create(tenant, "a").getString("id");
        Rows.stands(id, "ONLINE", "DEGRADED", "PERMISSION_MISSING");
        denied(id, "eu-west-1", "ec2:DescribeVolumes", "PERMISSION_MISSING", 1);

        JsonPath checklist = checklist(id);

        assertThat(checklist.getString("steps.find { it.id == 'permissions' }.status"))
                .isEqualTo("FAILED");
        assertThat(checklist.getString("steps.find { it.id == 'permissions' }.value"))
                .isEqualTo(checklist.getString("permissionPatch.command"))
                .startsWith("aws iam put-role-policy");
        assertThat(checklist.<String>getList("permissionGaps.permission")).containsExactly("ec2:DescribeVolumes");
    }

    @Test
    void aRoleThatCannotBeReachedComesFirst() {
        String id = Http.create(tenant, "a").getString("id");
        Rows.stands(id, "OFFLINE", "ERROR", "AWS_ASSUME_ROLE_DENIED");
        denied(id, "eu-west-1", "ec2:DescribeVolumes", "PERMISSION_MISSING", 1);

        JsonPath checklist = checklist(id);

        assertThat(checklist.<String>getList("steps.findAll { it.status == 'FAILED' }.id"))
                .containsExactly("role-reached");
        assertThat(checklist.getString("permissionPatch.command")).startsWith("aws iam put-role-policy");
    }

    @Test
    void aConnectorThatIsDeniedNothingSaysSoAndListsSayNothing() {
        String id = Http.create(tenant, "a").getString("id");

        JsonPath shown = Http.read(tenant, id);

        assertThat(shown.getList("permissionGaps")).isEmpty();
        assertThat(shown.getMap("")).doesNotContainKey("permissionPatch");
        assertThat(as(tenant).get(CONNECTORS).jsonPath().getMap("items[0]"))
                .doesNotContainKeys("permissionGaps", "permissionPatch");
    }

    @Test
    void whoTellsNoTenantSeesNone() {
        String id = Http.create(tenant, "a").getString("id");
        denied(id, "eu-west-1", "ec2:DescribeVolumes", "PERMISSION_MISSING", 1);
        String count = "SELECT count(*) FROM permission_gap WHERE connector_id = ?";

        assertThat(Rows.text(count, id)).isEqualTo("1");
        assertThat(Rows.text(Role.CONNECTORS_API, count, id)).isEqualTo("0");
    }

    private JsonPath checklist(String id) {
        return as(tenant, "viewer")
                .get(CONNECTORS + "/" + id + "/troubleshooting")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void denied(String id, String region, String permission, String code, int denials) {
        Rows.execute("""
                INSERT INTO permission_gap (connector_id, region, service, permission, tenant, types, listed, reason, denials, since,
                                            denied_at, credential_version, settings_digest, run_id)
                SELECT id, '%s', 'ec2', '%s', tenant, '["AWS::EC2::Volume"]', false,
                       '{"code": "%s", "providerCode": "UnauthorizedOperation", "at": "2026-11-27T12:00:00Z"}',
                       %d, now(), now(), credential_version, settings_digest(settings), id
                  FROM connector WHERE id = ?
                """.formatted(region, permission, code, denials), id);
    }
}
