package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.credential.CredentialVersion;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a credential as clients see it; its secret cannot be read by anybody. */
@Schema(name = "CredentialVersion", description = "What may be shown of a version of a credential. Never its secret.")
public record CredentialVersionView(
        @Schema(required = true, examples = "2", description = "1 for the first; no number is given twice.")
        int version,

        @Schema(required = true, description = "Tells two versions apart; says nothing about the secret.")
        String fingerprint,

        @Schema(required = true, description = "Whether runs get this one.")
        boolean current,

        @Schema(
                required = true,
                description =
                        "AVAILABLE: it is the current one, or can become that. EXPIRED: the same, but expiresAt has"
                                + " passed. INCOMPLETE: it is from before the AWS role existed. SHREDDED: its secret is gone, or"
                                + " will be within minutes.")
        CredentialVersion.Status status,

        @Schema(
                required = true,
                nullable = true,
                examples = "arn:aws:iam::123456789012:role/CloudConnector",
                description = "Who signs in: the role, the application or the service account. Null of an AWS version"
                        + " from before its role existed.")
        @Nullable
        String identity,

        @Schema(required = true, nullable = true, description = "When it ends, as it was given.") @Nullable
        Instant expiresAt,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true, nullable = true, description = "When a run last got it.") @Nullable
        Instant lastUsedAt) {

    static CredentialVersionView of(CredentialVersion version) {
        return new CredentialVersionView(
                version.version(),
                version.fingerprint(),
                version.current(),
                version.status(),
                version.parts().identity(),
                version.parts().expiresAt(),
                version.createdAt(),
                version.lastUsedAt());
    }
}
