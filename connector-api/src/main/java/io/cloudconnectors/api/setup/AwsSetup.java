package io.cloudconnectors.api.setup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cloudconnectors.api.provider.AwsAccess;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.AwsPolicy;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.api.provider.RoleArn;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.PermissionNeed;
import io.cloudconnectors.contracts.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A role that the platform may assume, and what it may read. */
@Schema(name = "AwsSetup", description = "The role that the platform assumes.")
record AwsSetup(
        @Schema(required = true) UUID connectorId,
        @Schema(required = true) Provider provider,
        @JsonIgnore @Schema(hidden = true) String name,

        @Schema(
                required = true,
                examples = "aws",
                enumeration = {"aws", "aws-us-gov", "aws-cn"})
        String partition,

        @Schema(required = true, description = "The account that the role trusts.", examples = "999988887777")
        String platformAccountId,

        @Schema(required = true, description = "What the trust policy requires as sts:ExternalId.")
        String externalId,

        @Schema(
                required = true,
                nullable = true,
                description = "The account that the role is in; null as long as the connector has no role ARN.",
                examples = "123456789012")
        @Nullable
        String accountId,

        @Schema(required = true, examples = "CloudConnector")
        String roleName,

        @Schema(required = true, examples = "/") String rolePath,
        @Schema(required = true) AwsPolicy trustPolicy,

        @Schema(required = true, description = "Policies of AWS to attach.")
        List<String> managedPolicyArns,

        @Schema(required = true, description = "Policies to add to the role.")
        List<NamedPolicy> policies,

        @Schema(required = true, description = "What each action is needed for.")
        List<Permission> permissions,

        @Schema(required = true) List<SetupStep> steps)
        implements Setup {

    static final String DEFAULT_ROLE = "CloudConnector";
    private static final String POLICY = "CloudConnectorRead";

    /** A policy of the role's own. */
    @Schema(name = "AwsNamedPolicy")
    record NamedPolicy(
            @Schema(required = true, examples = POLICY) String name,
            @Schema(required = true) AwsPolicy document) {}

    /** An action of the role's own policy. */
    @Schema(name = "AwsPermission")
    record Permission(
            @Schema(required = true, examples = "ec2:DescribeInstances")
            String action,

            @Schema(
                    required = true,
                    description =
                            "MANDATORY: without it nothing, or nothing of a service, is looked at. READ: without it some"
                                    + " types are a gap. PLANNED: no run needs it today.")
            PermissionNeed need,

            @Schema(required = true, description = "Whether the managed policy SecurityAudit allows it too.")
            boolean inSecurityAudit) {}

    /**
     * The set-up of a connector.
     *
     * @param roleName how the role is to be called; absent: as the connector's, or CloudConnector
     */
    static AwsSetup of(
            SetupSubject.Aws subject,
            AwsPartition partition,
            String platformAccountId,
            @Nullable String roleName,
            AwsAccess access) {
        RoleArn role = subject.role();
        String ownName = role == null ? DEFAULT_ROLE : role.name();
        AwsPolicy read = AwsPolicy.read(partition, access);
        return new AwsSetup(
                subject.id(),
                Provider.AWS,
                subject.name(),
                partition.id(),
                platformAccountId,
                subject.externalId(),
                role == null ? null : role.accountId(),
                roleName == null ? ownName : roleName,
                role == null ? "/" : role.path(),
                AwsPolicy.trust(partition, platformAccountId, subject.externalId()),
                switch (access) {
                    case SECURITY_AUDIT -> List.of(AwsPolicy.securityAudit(partition));
                    case MINIMAL -> List.of();
                },
                List.of(new NamedPolicy(POLICY, read)),
                permissions(read),
                toDo(access));
    }

    @Override
    public String in(SetupFormat format) {
        return switch (format) {
            case JSON -> PrettyJson.of(this);
            case CLOUDFORMATION -> CloudFormation.of(this);
            case TERRAFORM -> Terraform.of(this);
            case AWS_CLI -> AwsCli.of(this);
            case MARKDOWN -> Guide.of(this);
            case AZURE_CLI, GCLOUD -> throw new IllegalArgumentException(format + " is not of AWS");
        };
    }

    private static List<Permission> permissions(AwsPolicy read) {
        List<String> granted = read.statements().stream()
                .flatMap(statement -> statement.actions().stream())
                .toList();
        return Arrays.stream(AwsPermission.values())
                .filter(permission -> granted.contains(permission.action()))
                .map(permission -> new Permission(permission.action(), permission.need(), permission.inSecurityAudit()))
                .toList();
    }

    private static List<SetupStep> toDo(AwsAccess access) {
        List<SetupStep> steps = new ArrayList<>();
        steps.add(new SetupStep(
                "create-role",
                "Make the role",
                "In the account to be read, make a role with trustPolicy as its trust policy. It lets the platform's account"
                        + " in with this connector's External ID, and with no other."));
        if (access == AwsAccess.SECURITY_AUDIT) {
            steps.add(new SetupStep(
                    "attach-managed-policies",
                    "Attach SecurityAudit",
                    "Attach the policies of managedPolicyArns. They let the role read configuration, and no data."));
        }
        steps.add(new SetupStep(
                "add-policies",
                "Add the connector's own policy",
                "Add each of policies to the role: what every run calls, and what SecurityAudit may lack."));
        steps.add(new SetupStep(
                "set-role-arn",
                "Tell the connector the role's ARN",
                "PATCH /api/v1/connectors/{id} with {\"aws\": {\"roleArn\": \"...\"}}. The first run starts at once, and proves"
                        + " that the role refuses whoever comes without the External ID."));
        return steps;
    }
}
