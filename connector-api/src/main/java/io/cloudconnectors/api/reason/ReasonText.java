package io.cloudconnectors.api.reason;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: what each reason says to people.
 *
 * @param message what happened
 * @param nextAction what to do about it; says so when nothing needs to be done
 */
public record ReasonText(String message, String nextAction) {

    /**
     * The sentences of a reason.
     *
     * @param subject what it is about: the action denied, the account reached, the region left out
     * @param provider whose connector has it; absent when it is about none
     */
    public static ReasonText of(ReasonCode code, @Nullable String subject, @Nullable Provider provider) {
        return switch (code) {
            case AWS_ASSUME_ROLE_DENIED ->
                new ReasonText(
                        "AWS refused to let the platform assume the role.",
                        "AWS does not say which part is wrong; check in this order: the role exists under exactly this ARN;"
                                + " its trust policy allows sts:AssumeRole to the platform's account (aws.platformAccountId);"
                                + " the condition sts:ExternalId equals aws.externalId; no organisation policy denies it.");
            case AWS_EXTERNAL_ID_NOT_ENFORCED ->
                new ReasonText(
                        "The role can be assumed without the right External ID, so others could use it through us.",
                        "Add the condition StringEquals sts:ExternalId with aws.externalId to the role's trust policy.");
            case ACCOUNT_MISMATCH ->
                new ReasonText(
                        "The credential leads to another account" + ofSubject(subject) + " than the connector's.",
                        "Give the connector a credential of its own account, or create a connector for the other one.");
            case REGION_DISABLED ->
                new ReasonText(
                        "The region" + ofSubject(subject)
                                + " is not enabled in the account, or AWS does not offer the service"
                                + " there; it was left out.",
                        "Nothing, or enable the region in the account if you use it.");
            case SCP_DENIED ->
                new ReasonText(
                        "A policy of your organisation denies " + subject(subject, "this call") + "; it was left out.",
                        "Nothing if that is intended; else have the service control policy allow the platform's role.");
            case PERMISSION_MISSING ->
                new ReasonText(
                        "The connector's identity may not call " + subject(subject, "an action that is needed")
                                + "; what it lists was not looked at.",
                        permit(subject(subject, "the action"), provider)
                                + ", then run the connector again; the connector's permissionPatch and GET .../setup have it to paste.");
            case AZURE_SECRET_INVALID ->
                new ReasonText(
                        "Microsoft Entra refused the client secret.",
                        "Replace the secret; give its value, not its secret ID.");
            case AZURE_SECRET_EXPIRED ->
                new ReasonText(
                        "The client secret has expired.", "Make a new client secret and replace the old one here.");
            case AZURE_APP_NOT_FOUND ->
                new ReasonText(
                        "The application does not exist in the directory.",
                        "Compare applicationId with the Application (client) ID of the app registration.");
            case AZURE_TENANT_NOT_FOUND ->
                new ReasonText(
                        "The directory does not exist.",
                        "Compare directoryId with the Directory (tenant) ID in Entra.");
            case AZURE_ROLE_MISSING ->
                new ReasonText(
                        "The application may not read the subscription.",
                        "Assign it the role Reader on the subscription, then run the connector again.");
            case SUBSCRIPTION_NOT_FOUND ->
                new ReasonText(
                        "The subscription does not exist or the application cannot see it.",
                        "Compare subscriptionId, and assign the role Reader on that subscription.");
            case GCP_KEY_INVALID ->
                new ReasonText(
                        "Google refused the service-account key.",
                        "The key was deleted or disabled: make a new key and replace the old one here.");
            case GCP_API_DISABLED ->
                new ReasonText(
                        "The API " + subject(subject, "that is needed") + " is not enabled in the project.",
                        "Enable it in the project, then run the connector again.");
            case PROJECT_NOT_FOUND ->
                new ReasonText(
                        "The project does not exist or is being deleted.",
                        "Compare projectId, or restore the project.");
            case GCP_PERMISSION_DENIED ->
                new ReasonText(
                        "The service account may not do " + subject(subject, "what is needed") + ".",
                        "Grant it roles/viewer, roles/iam.securityReviewer and roles/cloudasset.viewer on the project.");
            case THROTTLED ->
                new ReasonText(
                        "The provider slowed us down because the account's request quota is used up.",
                        "Nothing: the next run tries again. If it stays, look for what else uses up the quota.");
            case NETWORK -> new ReasonText("The provider could not be reached.", "Nothing: the next run tries again.");
            case PROVIDER_ERROR ->
                new ReasonText(
                        "The provider answered with an error of its own.",
                        "Nothing: the next run tries again. If it stays, look at the provider's status page.");
            case VAULT_UNAVAILABLE ->
                new ReasonText(
                        "Our credential vault could not be reached.",
                        "Nothing: this is ours, our operators are told and the next run tries again.");
            case LEASE_LOST ->
                new ReasonText(
                        "Our worker stopped in the middle of the run, each time it was tried.",
                        "Nothing: this is ours and the next run tries again.");
            case RUN_TIMEOUT ->
                new ReasonText(
                        "The run took longer than it may.",
                        "Nothing: the next run tries again. If it stays, limit the connector to the regions in use.");
            case PLATFORM_ERROR ->
                new ReasonText(
                        "Something went wrong on our side.",
                        "Nothing: our operators are told and the next run tries again.");
            case CREDENTIAL_EXPIRING ->
                new ReasonText(
                        "The credential " + subject(subject, "expires soon") + ".",
                        "Make a new one and replace the old one here.");
            case STALE ->
                new ReasonText(
                        "No run has succeeded for more than two periods.",
                        "Look at the reasons of the last runs, or start a run now.");
            case AWAITING_ROLE_ARN ->
                new ReasonText(
                        "The connector waits for the ARN of the role that it shall assume.",
                        "Make the role that GET .../setup describes: its trust policy names aws.platformAccountId and"
                                + " aws.externalId. Then set aws.roleArn.");
            case AWAITING_FIRST_RUN ->
                new ReasonText("The first run has not started yet.", "Nothing: it starts within seconds.");
            case AWAITING_CAPACITY ->
                subject == null
                        ? new ReasonText(
                                "The run waits for a free worker.", "Nothing: it starts as soon as one is free.")
                        : new ReasonText(
                                "The run waits: " + subject + ".",
                                "Nothing: it starts as soon as one of them has ended, in its turn.");
            case AWAITING_RECHECK ->
                new ReasonText(
                        "The failure waits for a second look that confirms or clears it.",
                        "Nothing, or repair it before: a changed credential is tried at once.");
            case AWAITING_PROBE ->
                new ReasonText(
                        "The connector waits for the next try to sign in.",
                        "Nothing, or start a run now: a success brings it back at once.");
            case AWAITING_NEXT_RUN ->
                new ReasonText("The connector waits for its next run.", "Nothing, or start a run now.");
        };
    }

    private static String permit(String action, @Nullable Provider provider) {
        return switch (provider) {
            case AWS -> "Attach the AWS-managed policy SecurityAudit or allow " + action + " to the role";
            case AZURE -> "Assign the application the role Reader on the subscription or a role that allows " + action;
            case GCP ->
                "Grant the service account roles/viewer and roles/cloudasset.viewer on the project or a role that allows "
                        + action;
            case null ->
                "Allow " + action + ": with the policy SecurityAudit (AWS), the role Reader (Azure), or roles/viewer"
                        + " and roles/cloudasset.viewer (Google Cloud)";
        };
    }

    private static String subject(@Nullable String subject, String otherwise) {
        return subject == null ? otherwise : subject;
    }

    private static String ofSubject(@Nullable String subject) {
        return subject == null ? "" : " (" + subject + ")";
    }
}
