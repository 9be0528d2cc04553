package io.cloudconnectors.api.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeniedPermissionTest {
    private static final Instant AT = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2:DescribeVolumes",
                "apigateway:GET",
                "Microsoft.Compute/disks/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "compute.disks.list",
                "resourcemanager.projects.getIamPolicy"
            })
    void aPermissionIsTakenAsTheProviderNamesIt(String subject) {
        assertThat(DeniedPermission.ofBlind(reason(ReasonCode.PERMISSION_MISSING, subject, AT)))
                .extracting(DeniedPermission::permission)
                .containsExactly(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "ec2:*",
                "ec2:Describe'; rm -rf ~; '",
                "ec2:DescribeVolumes\n",
                "arn:aws:iam::123456789012:role/Reader",
                "compute.googleapis.com/../x'",
                "a volume",
                "111122223333"
            })
    void whatIsNoPermissionIsNotCounted(String subject) {
        assertThat(DeniedPermission.ofBlind(reason(ReasonCode.PERMISSION_MISSING, subject, AT)))
                .isEmpty();
    }

    @Test
    void aDenialThatNamesNothingOrNamesItForEverIsNotCounted() {
        assertThat(DeniedPermission.ofBlind(reason(ReasonCode.PERMISSION_MISSING, null, AT)))
                .isEmpty();
        assertThat(DeniedPermission.ofBlind(
                        reason(ReasonCode.PERMISSION_MISSING, "ec2:Describe" + "s".repeat(200), AT)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonCode.class,
            names = {"PERMISSION_MISSING", "SCP_DENIED"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlyADenialIsOne(ReasonCode code) {
        assertThat(DeniedPermission.ofBlind(reason(code, "ec2:DescribeVolumes", AT)))
                .isEmpty();
    }

    @Test
    void theTypesThatLackForAPermissionAreOneDenialOfTheLastTime() {
        List<DeniedPermission> denied = DeniedPermission.of(List.of(
                new Gap("Type::B", reason(ReasonCode.PERMISSION_MISSING, "s3:GetBucketAcl", AT), true),
                new Gap("Type::A", reason(ReasonCode.PERMISSION_MISSING, "s3:GetBucketAcl", AT.plusSeconds(1)), true),
                new Gap("Type::A", reason(ReasonCode.SCP_DENIED, "s3:GetBucketPolicy", AT), true),
                new Gap("Type::C", reason(ReasonCode.SCP_DENIED, "s3:GetBucketPolicy", AT), false),
                new Gap("Type::D", reason(ReasonCode.THROTTLED, "s3:GetBucketTagging", AT), false)));

        assertThat(denied)
                .containsExactly(
                        new DeniedPermission(
                                "s3:GetBucketAcl",
                                List.of("Type::A", "Type::B"),
                                true,
                                reason(ReasonCode.PERMISSION_MISSING, "s3:GetBucketAcl", AT.plusSeconds(1))),
                        new DeniedPermission(
                                "s3:GetBucketPolicy",
                                List.of("Type::A", "Type::C"),
                                false,
                                reason(ReasonCode.SCP_DENIED, "s3:GetBucketPolicy", AT)));
    }

    private static Reason reason(ReasonCode code, @Nullable String subject, Instant at) {
        return new Reason(code, null, null, subject, at);
    }
}
