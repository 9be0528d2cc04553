package io.cloudconnectors.api.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.connector.Platform;
import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A draft as clients see it. */
@Schema(name = "ConnectorDraft", description = "What is reserved for a connector to come.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DraftView(
        @Schema(required = true, description = "The id that the connector will have.")
        UUID id,

        @Schema(required = true) Provider provider,

        @Schema(
                description = "AWS: the External ID that the connector will have, for the role's trust policy.",
                examples = "cc-5f3a9c4b7f1d2e6a8b0c4d6e8f0a2b4c6d8e0f1a")
        @Nullable
        String externalId,

        @Schema(
                description = "AWS: the account whose principals assume the role, for its trust policy.",
                examples = "999988887777")
        @Nullable
        String platformAccountId,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true, description = "From then on there is no such draft.")
        Instant expiresAt) {

    static DraftView of(Draft draft, Platform platform) {
        return new DraftView(
                draft.id(),
                draft.provider(),
                draft.externalId(),
                draft.externalId() == null ? null : platform.awsAccountId(),
                draft.createdAt(),
                draft.expiresAt());
    }
}
