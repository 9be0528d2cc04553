package io.cloudconnectors.api.gap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.api.provider.RoleArn;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was denied in slices, merged, and exactly what allows it. */
class PermissionPatchTest {
    private static final Instant AT = Instant.parse("2026-11-27T12:00:00Z");
    private static final UUID ID = UUID.fromString("019abcde-0000-7000-8000-000000000001");
    private static final SetupSubject AWS = new SetupSubject.Aws(
            ID, "prod", "external", RoleArn.parse("arn:aws-us-gov:iam::123456789012:role/platform/Reader"));
    private static final SetupSubject AZURE =
            new SetupSubject.Azure(ID, "prod", "directory", "application", "subscription", AzureCloud.PUBLIC);
    private static final SetupSubject GCP =
            new SetupSubject.Gcp(ID, "prod", "example.com:acme", "reader@acme.example.com.iam.gserviceaccount.com");

    @Test
    void aPermissionThatIsDeniedInSeveralRegionsIsOneGap() {
        PermissionGapView gap = known(
                        AWS,
                        denied("eu-west-1", "ec2:DescribeVolumes", 3, Duration.ofHours(5), Duration.ofHours(1), true),
                        denied("us-east-1", "ec2:DescribeVolumes", 7, Duration.ofHours(9), Duration.ofHours(2), false))
                .gaps()
                .getFirst();

        assertThat(gap.regions()).containsExactly("eu-west-1", "us-east-1");
        assertThat(gap.types()).containsExactly("AWS::EC2::Volume");
        assertThat(gap.services()).containsExactly("ec2");
        assertThat(gap.listed()).as("in each of them").isFalse();
        assertThat(gap.denials()).isEqualTo(7);
        assertThat(gap.since()).isEqualTo(AT.minus(Duration.ofHours(9)));
        assertThat(gap.lastDeniedAt()).isEqualTo(AT.minus(Duration.ofHours(1)));
        assertThat(gap.askedAgainAt())
                .as("as soon as in one of them")
                .isEqualTo(AT.minus(Duration.ofHours(2)).plus(Duration.ofDays(1)));
        assertThat(gap.message()).contains("ec2:DescribeVolumes");
    }

    @Test
    void theNextRunAsksWhereItWasNotDeniedOftenEnough() {
        assertThat(known(
                                AWS,
                                denied("eu-west-1", "ec2:DescribeVolumes", 3),
                                denied("us-east-1", "ec2:DescribeVolumes", 2))
                        .gaps()
                        .getFirst()
                        .askedAgainAt())
                .isNull();
    }

    @Test
    void ofAwsItIsAPolicyOfTheMissingActionsWithTheirResources() {
        PermissionPatch patch = patch(
                AWS,
                denied("eu-west-1", "apigateway:GET", 1),
                denied("eu-west-1", "ec2:DescribeVolumes", 1),
                denied("us-east-1", "ec2:DescribeVolumes", 1),
                denied("us-east-1", "unheardof:DescribeThings", 1));

        assertThat(PrettyJson.of(requireNonNull(patch.aws()).policy()).replaceAll("\\s", ""))
                .isEqualTo("""
                        {"Version":"2012-10-17","Statement":[
                        {"Sid":"Missing1","Effect":"Allow","Action":["apigateway:GET"],
                        "Resource":"arn:aws-us-gov:apigateway:*::/*apis*"},
                        {"Sid":"Missing2","Effect":"Allow","Action":["ec2:DescribeVolumes","unheardof:DescribeThings"],
                        "Resource":"*"}]}""".replace("\n", ""));
        assertThat(patch.command())
                .startsWith("aws iam put-role-policy --role-name 'Reader' --policy-name CloudConnectorGaps-")
                .contains(PrettyJson.of(patch.aws().policy()));
    }

    @Test
    void aLaterPatchTakesNoEarlierOnesPlace() {
        String first = requireNonNull(patch(AWS, denied("eu-west-1", "ec2:DescribeVolumes", 1))
                        .aws())
                .policyName();

        assertThat(requireNonNull(patch(AWS, denied("eu-west-1", "ec2:DescribeVpcs", 1))
                                .aws())
                        .policyName())
                .isNotEqualTo(first);
        assertThat(requireNonNull(patch(AWS, denied("us-east-1", "ec2:DescribeVolumes", 4))
                                .aws())
                        .policyName())
                .isEqualTo(first);
    }

    @Test
    void ofAzureItIsARoleOfTheMissingActions() {
        PermissionPatch patch = patch(AZURE, denied("global", "Microsoft.Compute/disks/read", 1));

        var role = requireNonNull(patch.azure()).customRole();
        assertThat(role.actions()).containsExactly("Microsoft.Compute/disks/read");
        assertThat(role.assignableScopes()).containsExactly("/subscriptions/subscription");
        assertThat(patch.command())
                .contains("az role definition create")
                .contains("--assignee application --role '" + role.name() + "' --scope /subscriptions/subscription");
    }

    @Test
    void ofGoogleItIsARoleOfTheMissingPermissions() {
        PermissionPatch patch = patch(GCP, denied("global", "compute.disks.list", 1));

        var role = requireNonNull(patch.gcp());
        assertThat(role.permissions()).containsExactly("compute.disks.list");
        assertThat(patch.command())
                .contains("gcloud iam roles create " + role.roleId() + " --project='example.com:acme'")
                .contains("--permissions=compute.disks.list")
                .contains("--member='serviceAccount:reader@acme.example.com.iam.gserviceaccount.com'"
                        + " --role='projects/example.com:acme/roles/" + role.roleId() + "'");
    }

    @Test
    void whatTheOrganisationDeniesNoPolicyOfTheAccountAllows() {
        GapRow row = denied("eu-west-1", "ec2:DescribeVolumes", 1);
        var scp = new GapRow(
                row.region(),
                row.service(),
                row.permission(),
                row.types(),
                row.listed(),
                new StoredReason(ReasonCode.SCP_DENIED, null, null, row.permission(), AT, null),
                row.denials(),
                row.since(),
                row.deniedAt(),
                null);

        var known = known(AWS, scp);

        assertThat(known.gaps())
                .singleElement()
                .extracting(PermissionGapView::code)
                .isEqualTo(ReasonCode.SCP_DENIED);
        assertThat(known.patch()).isNull();
    }

    private static PermissionPatch patch(SetupSubject connector, GapRow... rows) {
        return requireNonNull(known(connector, rows).patch());
    }

    private static PermissionGaps known(SetupSubject connector, GapRow... rows) {
        return PermissionGaps.of(List.of(rows), connector);
    }

    private static GapRow denied(String region, String permission, int denials) {
        return denied(region, permission, denials, Duration.ofHours(3), Duration.ZERO, false);
    }

    private static GapRow denied(
            String region, String permission, int denials, Duration since, Duration last, boolean listed) {
        Instant deniedAt = AT.minus(last);
        @Nullable Instant again = denials < 3 ? null : deniedAt.plus(Duration.ofDays(1));
        return new GapRow(
                region,
                "ec2",
                permission,
                List.of("AWS::EC2::Volume"),
                listed,
                new StoredReason(
                        ReasonCode.PERMISSION_MISSING, "UnauthorizedOperation", "request", permission, deniedAt, null),
                denials,
                AT.minus(since),
                deniedAt,
                again);
    }
}
