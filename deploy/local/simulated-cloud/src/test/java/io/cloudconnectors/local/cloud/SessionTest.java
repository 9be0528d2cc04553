package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A session that is ended before its time; {@link SignatureTest} has the one whose time is up. */
class SessionTest {
    private final RunningCloud running = RunningCloud.withOneAccount();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void anEndedSessionIsExpiredForEveryService() {
        AwsCredentials session = running.session();
        assertThat(running.clients.ec2(session).describeVpcs().vpcs()).isEmpty();

        assertThat(running.control("DELETE", "accounts/111122223333/sessions", null)
                        .body())
                .isEqualTo("{\"ended\":1}");

        refused(() -> running.clients.ec2(session).describeVpcs(), 400, "RequestExpired");
        refused(() -> running.clients.s3(session).listBuckets(), 400, "ExpiredToken");
        refused(() -> running.clients.iam(session).listUsers(), 403, "ExpiredToken");
        refused(() -> running.clients.sts(session).getCallerIdentity(), 403, "ExpiredToken");
    }

    @Test
    void aSessionMadeAfterwardsIsValidAndOtherAccountsAreLeftAlone() {
        AwsCredentials before = running.session();
        assertThat(running.cloud.accounts().endSessions("222233334444")).isZero();
        assertThat(running.clients.ec2(before).describeVpcs().vpcs()).isEmpty();

        assertThat(running.cloud.accounts().endSessions(RunningCloud.ACCOUNT)).isEqualTo(1);
        assertThat(running.cloud.accounts().endSessions(RunningCloud.ACCOUNT)).isZero();

        assertThat(running.clients.ec2(running.session()).describeVpcs().vpcs()).isEmpty();
    }

    @Test
    void aSessionPolicyHasAtMost2048Characters() {
        String policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

        running.clients
                .sts(running.platform())
                .assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                        .roleSessionName("run-1")
                        .externalId("ext")
                        .policy(policy + " ".repeat(2048 - policy.length())));

        refused(
                () -> running.clients
                        .sts(running.platform())
                        .assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                                .roleSessionName("run-1")
                                .externalId("ext")
                                .policy(policy + " ".repeat(2049 - policy.length()))),
                400,
                "ValidationError");
    }
}
