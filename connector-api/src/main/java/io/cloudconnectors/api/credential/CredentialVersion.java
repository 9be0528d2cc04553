package io.cloudconnectors.api.credential;

import io.cloudconnectors.api.provider.CredentialParts;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One version of a connector's credential, without its secret.
 *
 * @param current whether runs get this one
 * @param retired whether its secret is shredded, or about to be
 * @param ended whether its end has passed
 */
public record CredentialVersion(
        int version,
        String fingerprint,
        boolean current,
        CredentialParts parts,
        boolean retired,
        boolean ended,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /** What can be done with a version. */
    @Schema(name = "CredentialVersionStatus")
    public enum Status {
        /** It is the current one, or can become that. */
        AVAILABLE,
        /** The same, but its end has passed, by the date that was given with it. */
        EXPIRED,
        /** It is from before the role existed, so there is nothing to sign in with. */
        INCOMPLETE,
        /** Its secret is shredded, or will be within minutes. */
        SHREDDED
    }

    /** What can be done with it. */
    public Status status() {
        if (retired) {
            return Status.SHREDDED;
        }
        if (parts.identity() == null) {
            return Status.INCOMPLETE;
        }
        return ended ? Status.EXPIRED : Status.AVAILABLE;
    }

    /** Whether a run can sign in with it, as far as is known here. */
    public boolean usable() {
        return switch (status()) {
            case AVAILABLE, EXPIRED -> true;
            case INCOMPLETE, SHREDDED -> false;
        };
    }
}
