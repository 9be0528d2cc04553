package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /internal/v1/tenants/{tenant}/credentials/{credentialId}/versions/{version}} (scope {@code
 * vault:write}): seals one immutable version. 201 {@link SealedCredential}; 200 with the same answer when the same body
 * was sealed before; 409 when another body was. Exactly one provider member is present. Holds secrets: never log it.
 *
 * @param expiresAt when the provider stops accepting the secret, where known
 */
public record CredentialWrite(
        UUID connectorId,
        @Nullable AwsRole aws,
        @Nullable AzureClientSecret azure,
        @Nullable GcpServiceAccountKey gcp,
        @Nullable Instant expiresAt) {

    /**
     * The vault makes the External ID: for version 1 a new one, for a later version that of the version before.
     *
     * @param roleArn absent while the customer has not created the role
     */
    public record AwsRole(@Nullable String roleArn) {}

    /**
     * An application registration's client secret.
     *
     * @param authenticationKey the client secret
     */
    public record AzureClientSecret(String directoryId, String applicationId, String authenticationKey) {
        @Override
        public String toString() {
            return "AzureClientSecret[redacted]";
        }
    }

    /**
     * A service account's key file.
     *
     * @param keyFile the JSON text of the service-account key file
     */
    public record GcpServiceAccountKey(String projectId, String keyFile) {
        @Override
        public String toString() {
            return "GcpServiceAccountKey[redacted]";
        }
    }

    @Override
    public String toString() {
        return "CredentialWrite[connectorId=" + connectorId + ", redacted]";
    }
}
