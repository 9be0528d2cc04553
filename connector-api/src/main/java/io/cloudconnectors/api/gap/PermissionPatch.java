package io.cloudconnectors.api.gap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.AwsPolicy;
import io.cloudconnectors.api.provider.AzureRole;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.api.provider.RoleArn;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.ReasonCode;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What allows what is missing, and nothing else. It is named after what it allows: a later patch stands beside an earlier one,
 * and never in its place. What goes into commands are permissions of {@link DeniedPermission}'s syntax and settings that
 * were checked when they came in; none can hold a quote.
 *
 * @param command one that somebody who administers the account can paste
 */
@Schema(
        name = "PermissionPatch",
        description = "Exactly what to allow for the permissionGaps that a policy of yours can close, by provider.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PermissionPatch(
        @Nullable Aws aws,
        @Nullable Azure azure,
        @Nullable Gcp gcp,

        @Schema(required = true, description = "The same for the provider's command line.")
        String command) {

    /** A policy to add to the role. */
    @Schema(name = "AwsPermissionPatch", description = "A policy to add to the role, beside those that it has.")
    public record Aws(
            @Schema(required = true, examples = "CloudConnectorGaps-0c7a11d4")
            String policyName,

            @Schema(required = true) AwsPolicy policy) {}

    /** A role to define and to assign. */
    @Schema(name = "AzurePermissionPatch", description = "A role to define, and to assign to the application.")
    public record Azure(@Schema(required = true) AzureRole customRole) {}

    /** A role to make and to grant. */
    @Schema(
            name = "GcpPermissionPatch",
            description = "A role to make in the project, and to grant to the service account.")
    public record Gcp(
            @Schema(required = true, examples = "cloudConnectorGaps_0c7a11d4")
            String roleId,

            @Schema(required = true, examples = "[\"compute.disks.list\"]")
            List<String> permissions) {}

    /** Null when no policy of the account can help. */
    static @Nullable PermissionPatch of(List<PermissionGapView> gaps, SetupSubject subject) {
        List<String> missing = gaps.stream()
                .filter(gap -> gap.code() == ReasonCode.PERMISSION_MISSING)
                .map(PermissionGapView::permission)
                .toList();
        if (missing.isEmpty()) {
            return null;
        }
        String name = HexFormat.of().toHexDigits(missing.hashCode());
        return switch (subject) {
            case SetupSubject.Aws aws ->
                aws.role() == null ? null : aws(missing, "CloudConnectorGaps-" + name, aws.role());
            case SetupSubject.Azure azure -> azure(missing, name, azure);
            case SetupSubject.Gcp gcp -> gcp(missing, "cloudConnectorGaps_" + name, gcp);
        };
    }

    private static PermissionPatch aws(List<String> missing, String name, RoleArn role) {
        AwsPolicy policy = AwsPolicy.allowing(AwsPartition.ofRole(role), missing);
        return new PermissionPatch(
                new Aws(name, policy),
                null,
                null,
                "aws iam put-role-policy --role-name '" + role.name() + "' --policy-name " + name
                        + " --policy-document '" + PrettyJson.of(policy) + "'");
    }

    private static PermissionPatch azure(List<String> missing, String name, SetupSubject.Azure subject) {
        String scope = "/subscriptions/" + subject.subscriptionId();
        AzureRole role = AzureRole.of(
                "Cloud Connector " + subject.id() + " " + name,
                "What the connector " + subject.id() + " lacked",
                missing,
                scope);
        return new PermissionPatch(
                null,
                new Azure(role),
                null,
                "az role definition create --role-definition '" + PrettyJson.of(role) + "'\n"
                        + "az role assignment create --assignee " + subject.applicationId() + " --role '" + role.name()
                        + "' --scope " + scope);
    }

    private static PermissionPatch gcp(List<String> missing, String roleId, SetupSubject.Gcp subject) {
        String project = subject.projectId();
        return new PermissionPatch(
                null,
                null,
                new Gcp(roleId, missing),
                "gcloud iam roles create " + roleId + " --project='" + project + "' --title='Cloud Connectors'"
                        + " --permissions=" + String.join(",", missing) + "\n"
                        + "gcloud projects add-iam-policy-binding '" + project + "' --member='serviceAccount:"
                        + subject.serviceAccount() + "' --role='projects/" + project + "/roles/" + roleId
                        + "' --condition=None");
    }
}
