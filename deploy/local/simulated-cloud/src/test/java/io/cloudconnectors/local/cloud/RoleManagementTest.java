package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** What a customer does in IAM to let the platform in, and to shut it out again. */
class RoleManagementTest {
    private static final String SECURITY_AUDIT = "arn:aws:iam::aws:policy/SecurityAudit";

    private RunningCloud running;
    private IamClient iam;

    @BeforeEach
    void start() {
        running = RunningCloud.withOneAccount();
        iam = running.clients.iam(running.admin());
    }

    @AfterEach
    void stop() {
        iam.close();
        running.close();
    }

    @Test
    void aRoleIsMadeGivenRightsUsedAndDeleted() {
        Role made = iam.createRole(r -> r.roleName("Auditor")
                        .path("/security/")
                        .description("Reads")
                        .maxSessionDuration(7200)
                        .tags(Tag.builder().key("team").value("platform").build())
                        .assumeRolePolicyDocument(Trust.of(RunningCloud.PLATFORM, "ext-1")))
                .role();
        assertThat(made.arn()).isEqualTo("arn:aws:iam::111122223333:role/security/Auditor");
        assertThat(made.roleId()).matches("AROA\\w{17}");
        AwsCredentials session = Clients.of(running.clients.assume(running.platform(), made.arn(), "ext-1"));
        refused(() -> running.clients.ec2(session).describeVpcs(), 403, "UnauthorizedOperation");

        iam.attachRolePolicy(r -> r.roleName("Auditor").policyArn(SECURITY_AUDIT));
        assertThat(running.clients.ec2(session).describeVpcs().vpcs()).isEmpty();

        refused(() -> iam.deleteRole(r -> r.roleName("Auditor")), 409, "DeleteConflict");
        iam.detachRolePolicy(r -> r.roleName("Auditor").policyArn(SECURITY_AUDIT));
        iam.deleteRole(r -> r.roleName("Auditor"));
        refused(() -> running.clients.ec2(session).describeVpcs(), 403, "UnauthorizedOperation");
        refused(() -> running.clients.assume(running.platform(), made.arn(), "ext-1"), 403, "AccessDenied");
    }

    @Test
    void thePathIsPartOfTheRolesName() {
        iam.createRole(r -> r.roleName("Auditor")
                .path("/security/")
                .assumeRolePolicyDocument(Trust.withoutExternalId(RunningCloud.PLATFORM)));

        refused(
                () -> running.clients.assume(running.platform(), "arn:aws:iam::111122223333:role/Auditor", null),
                403,
                "AccessDenied");
    }

    @Test
    void tagsComeWithTheRoleAndNotWithTheList() {
        iam.createRole(r -> r.roleName("Tagged")
                .tags(Tag.builder().key("team").value("a & b").build())
                .assumeRolePolicyDocument(Trust.withoutExternalId(RunningCloud.PLATFORM)));

        assertThat(iam.getRole(r -> r.roleName("Tagged")).role().tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("a & b"));
        assertThat(iam.listRoles().roles()).allMatch(role -> role.tags().isEmpty());
    }

    @Test
    void aTrustPolicyIsGivenBackUrlEncoded() {
        iam.updateAssumeRolePolicy(
                r -> r.roleName("CloudConnector").policyDocument(Trust.of(RunningCloud.PLATFORM, "a*b+c d")));

        String encoded = iam.getRole(r -> r.roleName("CloudConnector")).role().assumeRolePolicyDocument();

        assertThat(encoded).startsWith("%7B%22Version%22").doesNotContain("+", " ", "*");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).contains("\"sts:ExternalId\":\"a*b+c d\"");
    }

    @Test
    void inlinePoliciesComeAndGo() {
        running.permit(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}");
        AwsCredentials session = running.session();
        assertThat(running.clients.s3(session).listBuckets().buckets()).isEmpty();

        iam.deleteRolePolicy(r -> r.roleName("CloudConnector").policyName("inline"));

        refused(() -> running.clients.s3(session).listBuckets(), 403, "AccessDenied");
    }

    @Test
    void whatIsNotThereIsNoSuchEntity() {
        assertThat(refused(() -> iam.getRole(r -> r.roleName("Nobody")), 404, "NoSuchEntity"))
                .isInstanceOf(NoSuchEntityException.class);
        refused(
                () -> iam.updateAssumeRolePolicy(
                        r -> r.roleName("Nobody").policyDocument(Trust.withoutExternalId(RunningCloud.PLATFORM))),
                404,
                "NoSuchEntity");
        refused(() -> iam.deleteRolePolicy(r -> r.roleName("CloudConnector").policyName("none")), 404, "NoSuchEntity");
        refused(
                () -> iam.attachRolePolicy(
                        r -> r.roleName("CloudConnector").policyArn("arn:aws:iam::aws:policy/Nothing")),
                404,
                "NoSuchEntity");
        assertThat(refused(
                        () -> iam.createRole(r -> r.roleName("CloudConnector")
                                .assumeRolePolicyDocument(Trust.withoutExternalId(RunningCloud.PLATFORM))),
                        409,
                        "EntityAlreadyExists"))
                .isInstanceOf(EntityAlreadyExistsException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON | {\"Version\": | invalid Json",
                "no principal | {\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}]} | Missing required field Principal",
                "a resource | {\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\",\"Action\":\"sts:AssumeRole\"}]} | Has prohibited field Resource",
                "a made-up principal | {\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"me\"},\"Action\":\"sts:AssumeRole\"}]} | Invalid principal in policy",
                "a made-up operator | {\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringIs\":{\"a:b\":\"c\"}}}]} | Invalid Condition type",
                "a made-up field | {\"Statement\":[{\"Effect\":\"Allow\",\"Principals\":\"*\",\"Action\":\"sts:AssumeRole\"}]} | Syntax errors",
                "a field twice | {\"Statement\":[],\"Statement\":[]} | invalid Json",
                "an action without service | {\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"AssumeRole\"}]} | must be prefaced by a vendor",
                "another version | {\"Version\":\"2024-01-01\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]} | valid version"
            })
    void aMalformedTrustPolicyIsRefusedAndTheOldOneStays(String name, String document, String reason) {
        assertThat(refused(
                        () -> iam.updateAssumeRolePolicy(
                                r -> r.roleName("CloudConnector").policyDocument(document)),
                        400,
                        "MalformedPolicyDocument"))
                .isInstanceOf(MalformedPolicyDocumentException.class)
                .hasMessageContaining(reason);
        assertThat(running.session()).isNotNull();
    }
}
