package io.cloudconnectors.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /internal/v1/tenants/{tenant}/credentials/{credentialId}/versions/{version}} (scope {@code
 * vault:write}): seals one immutable version. 201 {@link SealedCredential}; 200 with the same answer when the same body
 * was sealed before; 409 when another body was. Exactly one provider member is present. Holds secrets: never log it.
 *
 * @param expiresAt when the provider stops accepting the secret, where known
 * @param ttlSeconds how long the vault keeps the version and reveals it, from now on; absent means until it is shredded
 * @param externalIdOf AWS: the credential of the same connector whose External ID version 1 takes over, the one of its latest
 *     version; absent means a new one
 */
public record CredentialWrite(
        UUID connectorId,
        @Nullable AwsRole aws,
        @Nullable AzureClientSecret azure,
        @Nullable GcpServiceAccountKey gcp,
        @Nullable Instant expiresAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer ttlSeconds,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID externalIdOf) {

    /** A version that is kept until it is shredded. */
    public CredentialWrite(
            UUID connectorId,
            @Nullable AwsRole aws,
            @Nullable AzureClientSecret azure,
            @Nullable GcpServiceAccountKey gcp,
            @Nullable Instant expiresAt) {
        this(connectorId, aws, azure, gcp, expiresAt, null, null);
    }

    /** The same, kept for so long. */
    public CredentialWrite keptFor(Duration ttl) {
        return new CredentialWrite(
                connectorId, aws, azure, gcp, expiresAt, Math.toIntExact(ttl.toSeconds()), externalIdOf);
    }

    /** The same with the External ID of another credential of the connector. */
    public CredentialWrite withExternalIdOf(UUID credential) {
        return new CredentialWrite(connectorId, aws, azure, gcp, expiresAt, ttlSeconds, credential);
    }

    /**
     * The vault makes the External ID: for version 1 a new one or that of {@code externalIdOf}, for a later version that of
     * the version before.
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
