package io.cloudconnectors.api.provider;

import io.cloudconnectors.contracts.CredentialWrite;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** On its way from a request to the vault, and nowhere else: without text, never stored here. */
public sealed interface ProviderSecret {

    /** The body of the vault's call. */
    CredentialWrite write(UUID connectorId);

    /**
     * An AWS credential is the role; the vault adds the External ID.
     *
     * @param roleArn absent while the customer has not made the role
     */
    record AwsRole(@Nullable String roleArn) implements ProviderSecret {
        @Override
        public CredentialWrite write(UUID connectorId) {
            return new CredentialWrite(connectorId, new CredentialWrite.AwsRole(roleArn), null, null, null);
        }
    }

    /**
     * The client secret of an app registration.
     *
     * @param expiresAt as the customer says
     */
    record AzureKey(
            String directoryId,
            String applicationId,
            String authenticationKey,
            @Nullable Instant expiresAt) implements ProviderSecret {
        @Override
        public CredentialWrite write(UUID connectorId) {
            var key = new CredentialWrite.AzureClientSecret(directoryId, applicationId, authenticationKey);
            return new CredentialWrite(connectorId, null, key, null, expiresAt);
        }

        @Override
        public String toString() {
            return "AzureKey[redacted]";
        }
    }

    /**
     * The key of a service account.
     *
     * @param keyFile the JSON of {@link GcpKeyFile#json()}
     */
    record GcpKey(String projectId, String keyFile) implements ProviderSecret {
        @Override
        public CredentialWrite write(UUID connectorId) {
            var key = new CredentialWrite.GcpServiceAccountKey(projectId, keyFile);
            return new CredentialWrite(connectorId, null, null, key, null);
        }

        @Override
        public String toString() {
            return "GcpKey[redacted]";
        }
    }
}
