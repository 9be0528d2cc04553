package io.cloudconnectors.api.reason;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why something is not green, for people and programs.
 *
 * @param since for a connector when it began, for a run or slice when it was seen
 */
@Schema(name = "Reason", description = "Why something is not green, and what to do about it.")
public record ReasonView(
        @Schema(required = true) ReasonCode code,

        @Schema(required = true) @JsonProperty("class") ReasonClass reasonClass,

        @Schema(required = true, description = "What happened, in a sentence.")
        String message,

        @Schema(required = true, description = "What to do next.")
        String nextAction,

        @Schema(
                required = true,
                description = "The provider's own error code.",
                examples = "AccessDenied",
                nullable = true)
        @Nullable
        String providerCode,

        @Schema(required = true, description = "What the provider's support asks for.", nullable = true) @Nullable
        String providerRequestId,

        @Schema(required = true) Instant since) {

    /** Adds the sentences to what is stored of a connector of that provider. */
    public static @Nullable ReasonView of(@Nullable StoredReason reason, Provider provider) {
        if (reason == null) {
            return null;
        }
        ReasonText text = ReasonText.of(reason.code(), reason.subject(), provider);
        return new ReasonView(
                reason.code(),
                reason.code().reasonClass(),
                text.message(),
                text.nextAction(),
                reason.providerCode(),
                reason.providerRequestId(),
                reason.since() == null ? reason.at() : reason.since());
    }
}
