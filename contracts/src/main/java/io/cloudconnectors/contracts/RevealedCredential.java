package io.cloudconnectors.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The vault's answer to {@code POST /internal/v1/credentials/{credentialId}/versions/{version}/reveal} (scope {@code
 * vault:reveal}, header {@code Run-Token}). 401 for a missing, expired, forged or foreign run token, 403 when the token
 * is for another connector, tenant or credential version, or for an earlier attempt than one seen before, 404 when the
 * version is gone, 429 with Retry-After when the client asks too often. Holds a secret: never log it, never store it.
 */
public record RevealedCredential(
        UUID credentialId,
        int version,
        @Nullable AwsRole aws,
        @Nullable AzureClientSecret azure,
        @Nullable GcpServiceAccountKey gcp) {

    /** The header that carries {@link LeaseGrant#runToken()}. */
    public static final String RUN_TOKEN_HEADER = "Run-Token";

    public record AwsRole(String roleArn, String externalId) {
        @Override
        public String toString() {
            return "AwsRole[redacted]";
        }
    }

    public record AzureClientSecret(String directoryId, String applicationId, String authenticationKey) {
        @Override
        public String toString() {
            return "AzureClientSecret[redacted]";
        }
    }

    public record GcpServiceAccountKey(String projectId, String keyFile) {
        @Override
        public String toString() {
            return "GcpServiceAccountKey[redacted]";
        }
    }

    @Override
    public String toString() {
        return "RevealedCredential[credentialId=" + credentialId + ", version=" + version + ", redacted]";
    }
}
