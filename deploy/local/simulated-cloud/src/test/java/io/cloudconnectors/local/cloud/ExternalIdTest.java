package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** AssumeRole against the trust policy, as the customer wrote it through IAM. */
class ExternalIdTest {
    private static final String PLATFORM = RunningCloud.PLATFORM;
    private static RunningCloud running;

    @BeforeAll
    static void start() {
        running = RunningCloud.withOneAccount();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    static Stream<Arguments> trustsAndExternalIds() {
        String enforced = Trust.of(PLATFORM, "ext-1");
        String open = Trust.withoutExternalId(PLATFORM);
        return Stream.of(
                Arguments.of("the right one", enforced, "ext-1", true),
                Arguments.of("another one", enforced, "ext-2", false),
                Arguments.of("other case", enforced, "EXT-1", false),
                Arguments.of("none where one is asked for", enforced, null, false),
                Arguments.of("none where none is asked for", open, null, true),
                Arguments.of("a superfluous one", open, "whatever", true),
                Arguments.of("the right one, another platform", Trust.of("444455556666", "ext-1"), "ext-1", false),
                Arguments.of("a list of them", enforced.replace("\"ext-1\"", "[\"a\", \"ext-1\"]"), "ext-1", true),
                Arguments.of("StringLike", enforced.replace("StringEquals", "StringLike"), "ext-1", true),
                Arguments.of(
                        "StringEqualsIfExists without one",
                        enforced.replace("StringEquals", "StringEqualsIfExists"),
                        null,
                        true),
                Arguments.of("StringNotEquals", enforced.replace("StringEquals", "StringNotEquals"), "ext-1", false),
                Arguments.of("a denying statement", enforced.replace("Allow", "Deny"), "ext-1", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trustsAndExternalIds")
    void theTrustPolicyDecides(String name, String trust, @Nullable String externalId, boolean trusted) {
        try (IamClient iam = running.clients.iam(running.admin())) {
            iam.updateAssumeRolePolicy(r -> r.roleName("CloudConnector").policyDocument(trust));
        }

        if (trusted) {
            assertThat(running.clients
                            .assume(running.platform(), RunningCloud.ROLE, externalId)
                            .accessKeyId())
                    .startsWith("ASIA");
        } else {
            AwsServiceException refusal = refused(
                    () -> running.clients.assume(running.platform(), RunningCloud.ROLE, externalId),
                    403,
                    "AccessDenied");
            assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo("User: arn:aws:iam::999988887777:user/cloud-connectors is not authorized to perform:"
                            + " sts:AssumeRole on resource: " + RunningCloud.ROLE);
        }
    }

    @ParameterizedTest
    @CsvSource({"arn:aws:iam::111122223333:role/NoSuchRole", "arn:aws:iam::121212121212:role/CloudConnector"})
    void aMissingRoleLooksLikeAWrongExternalId(String roleArn) {
        refused(() -> running.clients.assume(running.platform(), roleArn, "ext"), 403, "AccessDenied");
    }

    @ParameterizedTest
    @CsvSource({"xx", "arn:aws:iam::1111222233334444:role/X", "arn:aws:s3:::a-bucket-with-a-long-name"})
    void aMalformedArnIsAValidationError(String roleArn) {
        refused(() -> running.clients.assume(running.platform(), roleArn, "ext"), 400, "ValidationError");
    }

    @Test
    void theRootUserCannotAssumeARole() {
        refused(() -> running.clients.assume(running.admin(), RunningCloud.ROLE, "ext"), 403, "AccessDenied");
    }

    @Test
    void aSessionLastsNoLongerThanTheRoleAllows() {
        try (IamClient iam = running.clients.iam(running.admin());
                StsClient sts = running.clients.sts(running.platform())) {
            iam.updateAssumeRolePolicy(
                    r -> r.roleName("CloudConnector").policyDocument(Trust.withoutExternalId(PLATFORM)));

            AssumeRoleResponse quarter = sts.assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                    .roleSessionName("quarter-of-an-hour")
                    .durationSeconds(900));

            assertThat(quarter.assumedRoleUser().arn()).endsWith("/CloudConnector/quarter-of-an-hour");
            assertThat(quarter.assumedRoleUser().assumedRoleId()).matches("AROA\\w{17}:quarter-of-an-hour");
            refused(
                    () -> sts.assumeRole(r ->
                            r.roleArn(RunningCloud.ROLE).roleSessionName("long").durationSeconds(7200)),
                    400,
                    "ValidationError");
            refused(
                    () -> sts.assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                            .roleSessionName("short")
                            .durationSeconds(60)),
                    400,
                    "ValidationError");
        }
    }
}
