package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator sees of a credential: everything but the secret. */
record CredentialView(String tenant, UUID credentialId, List<Version> versions) {

    /**
     * One version.
     *
     * @param complete whether it opens an account
     * @param expiresAt when its provider stops accepting it, as its customer said
     * @param committed whether connector-api has said that it knows it
     * @param purgeAt when its key is shredded
     * @param deletedAt since when nobody gets it
     * @param lastUsedAt when it was revealed last, to within a minute; the audit log has it exactly
     */
    record Version(
            UUID connectorId,
            int version,
            String kind,
            boolean complete,
            String fingerprint,
            @Nullable Instant sealedAt,
            @Nullable Instant expiresAt,
            boolean committed,
            @Nullable Instant purgeAt,
            @Nullable Instant deletedAt,
            @Nullable Instant lastUsedAt) {}

    /** @throws ProblemException NOT_FOUND when there is no version */
    static CredentialView of(String tenant, UUID credentialId, List<Version> versions) {
        if (versions.isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "The tenant has no credential of this id.");
        }
        return new CredentialView(tenant, credentialId, versions);
    }
}
