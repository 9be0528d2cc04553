package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
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

        @Schema(required = true, nullable = true, description = "As the identity provider shows it.") @Nullable
        String name,

        @Schema(required = true, nullable = true, description = "The client that the access token was issued to.")
        @Nullable
        String clientId) {

    /** Reads what was written as JSON. */
    static Actor of(JsonNode json) {
        return new Actor(
                Kind.valueOf(json.path("kind").asText()),
                json.path("subject").asText(),
                json.path("name").textValue(),
                json.path("clientId").textValue());
    }

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
