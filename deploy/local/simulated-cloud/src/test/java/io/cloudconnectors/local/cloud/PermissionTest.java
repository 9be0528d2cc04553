package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** What a session may do: identity policies, explicit denies, service control policies, and never another account. */
class PermissionTest {
    private static final String BUCKETS = """
            resources:
              buckets: [{name: one}, {name: two}]
            """;

    private RunningCloud running;

    @BeforeEach
    void start() {
        running = RunningCloud.with(RunningCloud.oneAccount(BUCKETS));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest(name = "a role with {0}")
    @CsvSource({
        "ec2:Describe*, true, false, false",
        "ec2:DescribeVpcs, true, false, false",
        "EC2:describevpcs, true, false, false",
        "ec2:DescribeVolume?, false, false, false",
        "s3:ListAllMyBuckets, false, true, false",
        "s3:*, false, true, false",
        "iam:List*, false, false, true",
        "*, true, true, true"
    })
    void sees(String action, boolean vpcs, boolean buckets, boolean users) {
        running.permit(policy("Allow", action, "*"));
        AwsCredentials session = running.session();

        check(vpcs, () -> running.clients.ec2(session).describeVpcs(), "UnauthorizedOperation");
        check(buckets, () -> running.clients.s3(session).listBuckets(), "AccessDenied");
        check(users, () -> running.clients.iam(session).listUsers(), "AccessDenied");
    }

    @Test
    void aDenialSaysWhichActionIsMissing() {
        running.permit(policy("Allow", "iam:List*", "*"));
        AwsCredentials session = running.session();
        String who = "User: arn:aws:sts::111122223333:assumed-role/CloudConnector/run-1 is not authorized to perform: ";

        assertThat(refused(() -> running.clients.ec2(session).describeVpcs(), 403, "UnauthorizedOperation")
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("You are not authorized to perform this operation. " + who
                        + "ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action");
        assertThat(refused(() -> running.clients.s3(session).listBuckets(), 403, "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo(who
                        + "s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action");
    }

    @Test
    void anExplicitDenyWins() {
        running.permit("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "*", "Resource": "*"},
                  {"Effect": "Deny", "Action": "s3:List*", "Resource": "*"}]}
                """);

        assertThat(refused(() -> running.clients.s3(running.session()).listBuckets(), 403, "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .endsWith("with an explicit deny in an identity-based policy");
    }

    @Test
    void notActionAndResourceNarrowWhatIsAllowed() {
        running.permit("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "NotAction": ["ec2:*", "iam:*"], "Resource": "arn:aws:s3:::one"}]}
                """);
        S3Client s3 = running.clients.s3(running.session());

        assertThat(s3.getBucketLocation(r -> r.bucket("one")).locationConstraintAsString())
                .isNullOrEmpty();
        refused(() -> s3.getBucketLocation(r -> r.bucket("two")), 403, "AccessDenied");
        refused(() -> running.clients.ec2(running.session()).describeVpcs(), 403, "UnauthorizedOperation");
    }

    @Test
    void aChangedPolicyAppliesToARunningSession() {
        AwsCredentials session = running.session();
        assertThat(running.clients.s3(session).listBuckets().buckets()).hasSize(2);

        running.permit(policy("Allow", "ec2:Describe*", "*"));

        refused(() -> running.clients.s3(session).listBuckets(), 403, "AccessDenied");
    }

    @Test
    void aServiceControlPolicyDeniesWhatTheRoleAllows() {
        running.control("POST", "accounts", """
                id: "222233334444"
                serviceControlPolicies:
                  - Version: "2012-10-17"
                    Statement:
                      - Effect: Deny
                        Action: "ec2:*"
                        Resource: "*"
                        Condition: {StringNotEquals: {"aws:RequestedRegion": [eu-central-1, us-east-1]}}
                roles:
                  - name: CloudConnector
                    managedPolicies: [AdministratorAccess]
                    trust:
                      Version: "2012-10-17"
                      Statement: [{Effect: Allow, Principal: {AWS: "${platform}"}, Action: "sts:AssumeRole"}]
                """);
        AwsCredentials session =
                Clients.of(running.clients.assume(running.platform(), RunningCloud.role("222233334444"), null));

        assertThat(running.clients.ec2(session, "eu-central-1").describeVpcs().vpcs())
                .isEmpty();
        assertThat(refused(() -> running.clients.ec2(session, "eu-west-1").describeVpcs(), 403, "UnauthorizedOperation")
                        .awsErrorDetails()
                        .errorMessage())
                .endsWith("ec2:DescribeVpcs with an explicit deny in a service control policy");
        refused(
                () -> running.clients
                        .ec2(running.admin("222233334444"), "eu-west-1")
                        .describeVpcs(),
                403,
                "UnauthorizedOperation");
    }

    @Test
    void aSessionPolicyNarrowsTheSession() {
        try (StsClient sts = running.clients.sts(running.platform())) {
            AwsCredentials session = Clients.of(sts.assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                            .roleSessionName("narrow")
                            .externalId("ext")
                            .policy(policy("Allow", "ec2:*", "*")))
                    .credentials());

            assertThat(running.clients.ec2(session).describeVpcs().vpcs()).isEmpty();
            refused(() -> running.clients.s3(session).listBuckets(), 403, "AccessDenied");
        }
    }

    @Test
    void theIdentityOfACallerNeedsNoPermission() {
        running.permit(policy("Deny", "*", "*"));

        assertThat(running.clients.sts(running.session()).getCallerIdentity().account())
                .isEqualTo(RunningCloud.ACCOUNT);
        assertThat(running.clients.sts(running.platform()).getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::999988887777:user/cloud-connectors");
        assertThat(running.clients.sts(running.admin()).getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::111122223333:root");
    }

    @Test
    void thePlatformItselfMayOnlyAssumeRoles() {
        refused(() -> running.clients.ec2(running.platform()).describeVpcs(), 403, "UnauthorizedOperation");
        refused(() -> running.clients.s3(running.platform()).listBuckets(), 403, "AccessDenied");
        refused(() -> running.clients.iam(running.platform()).listUsers(), 403, "AccessDenied");
    }

    @Test
    void aSessionSeesNothingOfAnotherAccount() {
        running.control("POST", "accounts", """
                id: "222233334444"
                roles: [{name: CloudConnector, managedPolicies: [AdministratorAccess],
                  trust: {Version: "2012-10-17", Statement: [
                    {Effect: Allow, Principal: {AWS: "${platform}"}, Action: "sts:AssumeRole"}]}}]
                """);
        AwsCredentials other =
                Clients.of(running.clients.assume(running.platform(), RunningCloud.role("222233334444"), null));

        try (S3Client s3 = running.clients.s3(other);
                Ec2Client ec2 = running.clients.ec2(other);
                IamClient iam = running.clients.iam(other)) {
            assertThat(s3.listBuckets().buckets()).isEmpty();
            refused(() -> s3.getBucketLocation(r -> r.bucket("one")), 403, "AccessDenied");
            assertThat(ec2.describeInstances().reservations()).isEmpty();
            assertThat(iam.listRoles().roles()).allMatch(role -> role.arn().startsWith("arn:aws:iam::222233334444:"));
            iam.updateAssumeRolePolicy(
                    r -> r.roleName("CloudConnector").policyDocument(Trust.withoutExternalId("444455556666")));
        }
        assertThat(running.session()).isNotNull();
    }

    private static String policy(String effect, String action, String resource) {
        return """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "%s", "Action": "%s", "Resource": "%s"}}
                """.formatted(effect, action, resource);
    }

    private static void check(boolean allowed, ThrowingCallable call, String code) {
        if (allowed) {
            assertThatCode(call).doesNotThrowAnyException();
        } else {
            refused(call, 403, code);
        }
    }
}
