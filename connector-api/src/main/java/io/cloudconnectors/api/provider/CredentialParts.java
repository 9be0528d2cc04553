package io.cloudconnectors.api.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a version of a credential beside its secret: who signs in with it, and until when. What the provider does
 * not have is null.
 *
 * @param roleArn AWS; also null in a version from before the role existed
 * @param applicationId Azure
 * @param clientEmail Google Cloud
 * @param expiresAt as the client says
 */
public record CredentialParts(
        @Nullable String roleArn,
        @Nullable String applicationId,
        @Nullable String clientEmail,
        @Nullable Instant expiresAt) {

    /** Those of an account. */
    public static CredentialParts of(ProviderSpec account) {
        return switch (account) {
            case AwsSpec aws -> new CredentialParts(aws.roleArn(), null, null, null);
            case AzureSpec azure ->
                new CredentialParts(null, azure.applicationId(), null, azure.authenticationKeyExpiresAt());
            case GcpSpec gcp -> new CredentialParts(null, null, gcp.clientEmail(), null);
        };
    }

    /** The account with these instead of its own. */
    public ProviderSpec in(ProviderSpec account) {
        return switch (account) {
            case AwsSpec aws -> new AwsSpec(roleArn, aws.regions());
            case AzureSpec azure ->
                new AzureSpec(
                        azure.directoryId(), present(applicationId), azure.subscriptionId(), azure.cloud(), expiresAt);
            case GcpSpec gcp -> new GcpSpec(gcp.projectId(), present(clientEmail));
        };
    }

    /** Who signs in: the ARN of the role, the id of the application or the address of the service account. */
    public @Nullable String identity() {
        if (roleArn != null) {
            return roleArn;
        }
        return applicationId == null ? clientEmail : applicationId;
    }

    private static String present(@Nullable String part) {
        if (part == null) {
            throw new IllegalArgumentException("A version of another provider");
        }
        return part;
    }
}
