package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.envelope.Binding;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored version; its secret is sealed.
 *
 * @param complete whether it opens an account; false for an AWS credential whose role does not exist yet
 */
public record CredentialVersion(
        String tenant,
        UUID connector,
        UUID credential,
        int version,
        CredentialKind kind,
        boolean complete,
        byte[] sealed,
        String fingerprint,
        @Nullable Instant expiresAt,
        Instant sealedAt) {

    /** Where its secret belongs. */
    public Binding.Secret binding() {
        return new Binding.Secret(tenant, connector, credential, version);
    }

    /** The member that carries it on the wire. */
    public String member() {
        return kind.member();
    }

    boolean belongsTo(String otherTenant, UUID otherConnector) {
        return tenant.equals(otherTenant) && connector.equals(otherConnector);
    }
}
