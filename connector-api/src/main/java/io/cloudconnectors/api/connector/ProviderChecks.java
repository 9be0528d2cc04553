package io.cloudconnectors.api.connector;

import static io.cloudconnectors.contracts.ReasonCode.ACCOUNT_MISMATCH;
import static io.cloudconnectors.contracts.ReasonCode.AWAITING_ROLE_ARN;
import static io.cloudconnectors.contracts.ReasonCode.AWS_ASSUME_ROLE_DENIED;
import static io.cloudconnectors.contracts.ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED;
import static io.cloudconnectors.contracts.ReasonCode.AZURE_APP_NOT_FOUND;
import static io.cloudconnectors.contracts.ReasonCode.AZURE_ROLE_MISSING;
import static io.cloudconnectors.contracts.ReasonCode.AZURE_SECRET_EXPIRED;
import static io.cloudconnectors.contracts.ReasonCode.AZURE_SECRET_INVALID;
import static io.cloudconnectors.contracts.ReasonCode.AZURE_TENANT_NOT_FOUND;
import static io.cloudconnectors.contracts.ReasonCode.CREDENTIAL_EXPIRING;
import static io.cloudconnectors.contracts.ReasonCode.GCP_API_DISABLED;
import static io.cloudconnectors.contracts.ReasonCode.GCP_KEY_INVALID;
import static io.cloudconnectors.contracts.ReasonCode.GCP_PERMISSION_DENIED;
import static io.cloudconnectors.contracts.ReasonCode.PERMISSION_MISSING;
import static io.cloudconnectors.contracts.ReasonCode.PROJECT_NOT_FOUND;
import static io.cloudconnectors.contracts.ReasonCode.SUBSCRIPTION_NOT_FOUND;

import io.cloudconnectors.api.connector.Checklist.Check;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.AwsPolicy;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.contracts.AzureCloud;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each provider's set-up consists of, in the order in which a run meets it, with the values to paste. {@code toAllow} is a
 * command that allows exactly what was denied; null when nothing was.
 */
final class ProviderChecks {
    private ProviderChecks() {}

    static List<Check> aws(ConnectorRow row, @Nullable String toAllow, Platform platform) {
        String roleArn = row.account().roleArn();
        String externalId = Objects.requireNonNullElse(row.account().externalId(), "");
        AwsPartition partition = row.account().partition();
        return List.of(
                Check.of(
                                "role-arn",
                                "The role's ARN is set",
                                "Make the role, then PATCH aws.roleArn. A role must exist under exactly this ARN.",
                                roleArn,
                                AWAITING_ROLE_ARN)
                        .givenWhen(roleArn != null),
                Check.of(
                                "trust-policy",
                                "The role trusts the platform's account",
                                "Compare the role's trust policy, or replace it by this one. GET .../setup has the whole role, also as a"
                                        + " template.",
                                trustPolicy(partition, platform, externalId))
                        .maybe(AWS_ASSUME_ROLE_DENIED),
                Check.of(
                                "external-id",
                                "The trust policy requires the External ID",
                                "The condition StringEquals sts:ExternalId must hold exactly this value. A run proves it:"
                                        + " AWS must deny the role without it, and with any other.",
                                externalId,
                                AWS_EXTERNAL_ID_NOT_ENFORCED)
                        .maybe(AWS_ASSUME_ROLE_DENIED)
                        .provedBy(row.account().externalIdProof()),
                Check.of(
                        "role-reached",
                        "The platform can assume the role",
                        "AWS does not say which part of the role is wrong: go through the steps before this one.",
                        null,
                        AWS_ASSUME_ROLE_DENIED),
                Check.of(
                        "account",
                        "The role leads to the connector's account",
                        "The account that is reached must be this one.",
                        row.account().settings().accountId(),
                        ACCOUNT_MISMATCH),
                Check.of(
                                "permissions",
                                "The role may read everything that is looked at",
                                "Attach the AWS-managed policy SecurityAudit, and the policy of GET .../setup; the reason names the action that"
                                        + " was denied.",
                                AwsPolicy.securityAudit(partition),
                                PERMISSION_MISSING)
                        .denied(toAllow));
    }

    static List<Check> azure(ConnectorRow row, @Nullable String toAllow) {
        String directory = Objects.requireNonNull(row.account().settings().directoryId());
        String application = Objects.requireNonNull(row.account().applicationId());
        String subscription = Objects.requireNonNull(row.account().settings().subscriptionId());
        return List.of(
                Check.of(
                        "directory",
                        "The directory exists",
                        "Compare with the Directory (tenant) ID in Entra; in another of Microsoft's clouds set azure.cloud.",
                        directory,
                        AZURE_TENANT_NOT_FOUND),
                Check.of(
                        "application",
                        "The application exists in the directory",
                        "Compare with the Application (client) ID of the app registration.",
                        application,
                        AZURE_APP_NOT_FOUND),
                Check.of(
                        "secret",
                        "The client secret is valid",
                        secretDetail(row),
                        signIn(row) + "az ad app credential reset --append --years 1 --id " + application,
                        AZURE_SECRET_INVALID,
                        AZURE_SECRET_EXPIRED,
                        CREDENTIAL_EXPIRING),
                Check.of(
                        "subscription",
                        "The subscription exists in the directory",
                        "Compare with the Subscription ID in the portal.",
                        subscription,
                        SUBSCRIPTION_NOT_FOUND,
                        ACCOUNT_MISMATCH),
                Check.of(
                                "reader-role",
                                "The application has the role Reader on the subscription",
                                "Run this as an owner of the subscription; it takes effect within minutes.",
                                signIn(row) + "az role assignment create --assignee " + application
                                        + " --role Reader --scope /subscriptions/" + subscription,
                                AZURE_ROLE_MISSING,
                                PERMISSION_MISSING)
                        .maybe(SUBSCRIPTION_NOT_FOUND)
                        .denied(toAllow == null ? null : signIn(row) + toAllow));
    }

    static List<Check> gcp(ConnectorRow row, @Nullable String toAllow) {
        String project = Objects.requireNonNull(row.account().settings().projectId());
        String account = Objects.requireNonNull(row.account().clientEmail());
        return List.of(
                Check.of(
                        "key",
                        "The service account's key is valid",
                        "Make a new key with this command, then PUT it to the connector's credential.",
                        "gcloud iam service-accounts keys create key.json --iam-account=" + account,
                        GCP_KEY_INVALID,
                        CREDENTIAL_EXPIRING),
                Check.of(
                        "project",
                        "The project exists",
                        "Compare the project's id; a project that is being deleted can be restored for 30 days.",
                        project,
                        PROJECT_NOT_FOUND,
                        ACCOUNT_MISMATCH),
                Check.of(
                        "apis",
                        "The APIs are enabled in the project",
                        "Run this as an owner of the project.",
                        "gcloud services enable cloudresourcemanager.googleapis.com cloudasset.googleapis.com"
                                + " compute.googleapis.com --project=" + project,
                        GCP_API_DISABLED),
                Check.of(
                                "roles",
                                "The service account has its roles on the project",
                                "Run this as an owner of the project; it takes effect within minutes.",
                                grant(project, account, "roles/viewer") + "\n"
                                        + grant(project, account, "roles/iam.securityReviewer") + "\n"
                                        + grant(project, account, "roles/cloudasset.viewer"),
                                GCP_PERMISSION_DENIED,
                                PERMISSION_MISSING)
                        .denied(toAllow));
    }

    /** The document that GET .../setup has too. */
    private static @Nullable String trustPolicy(AwsPartition partition, Platform platform, String externalId) {
        return Platform.accountIn(partition, platform)
                .map(account -> PrettyJson.of(AwsPolicy.trust(partition, account, externalId)))
                .orElse(null);
    }

    private static String secretDetail(ConnectorRow row) {
        String expiry = row.credential().expiresAt() == null
                ? "Its expiry was not given: see Certificates & secrets of the app registration."
                : "It expires at " + row.credential().expiresAt() + ".";
        return expiry + " Replace it with PUT .../credential; give its value, not its secret ID.";
    }

    /** The command line talks to the public cloud unless it is told otherwise. */
    private static String signIn(ConnectorRow row) {
        AzureCloud cloud = Objects.requireNonNull(row.account().settings().cloud());
        return switch (cloud) {
            case PUBLIC -> "";
            case US_GOVERNMENT -> "az cloud set --name AzureUSGovernment && ";
            case CHINA -> "az cloud set --name AzureChinaCloud && ";
        };
    }

    private static String grant(String project, String account, String role) {
        return "gcloud projects add-iam-policy-binding " + project + " --member=serviceAccount:" + account + " --role="
                + role;
    }
}
