package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.envelope.Binding;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored version; its secret is sealed.
 *
 * @param complete whether it opens an account; false for an AWS credential whose role does not exist yet
 * @param expiresAt when its provider stops accepting it, as its customer said; the vault hands it out all the same
 * @param purgeAt when its time is over; absent when it is kept until it is deleted
 * @param deletedAt since when nobody gets it
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
        Instant sealedAt,
        @Nullable Instant purgeAt,
        @Nullable Instant deletedAt) {

    /** Where its secret belongs. */
    public Binding.Secret binding() {
        return new Binding.Secret(tenant, connector, credential, version);
    }

    /** The member that carries it on the wire. */
    public String member() {
        return kind.member();
    }

    /** Whether its time is over; from then on it is as if it was gone already. */
    public boolean expired(Instant now) {
        return purgeAt != null && !now.isBefore(purgeAt);
    }

    Credentials.Key key() {
        return new Credentials.Key(tenant, credential, version);
    }

    boolean belongsTo(String otherTenant, UUID otherConnector) {
        return tenant.equals(otherTenant) && connector.equals(otherConnector);
    }
}
