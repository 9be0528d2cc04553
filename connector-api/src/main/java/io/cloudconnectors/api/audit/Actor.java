package io.cloudconnectors.api.audit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who acts.
 *
 * @param subject the {@code sub} of the access token
 * @param name as the identity provider shows it
 * @param clientId the client that the token was issued to
 */
@Schema(name = "AuditActor", description = "Who acted.")
public record Actor(
        @Schema(required = true) Kind kind,

        @Schema(required = true, description = "The subject of the access token.")
        String subject,

        @Schema(description = "As the identity provider shows it.") @Nullable
        String name,

        @Schema(description = "The client that the access token was issued to.") @Nullable
        String clientId) {

    /** Of an actor. */
    @Schema(name = "AuditActorKind")
    public enum Kind {
        /** Somebody who signed in. */
        PERSON,
        /** A client that signed in as itself, such as a CI job. */
        CLIENT,
        /** The platform itself. */
        PLATFORM
    }
}
