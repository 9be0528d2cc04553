package io.cloudconnectors.api.run;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One run, or connection test, that was given the credential. */
@Schema(name = "CredentialUse", description = "A run or a connection test that was given the connector's credential.")
public record CredentialUseView(
        @Schema(required = true, description = "Of the run, or of the connection test.")
        UUID runId,

        @Schema(required = true) RunTrigger trigger,

        @Schema(required = true, description = "From when on it could have the credential.")
        Instant at,

        @Schema(required = true, nullable = true, description = "Until when; null as long as it is going.") @Nullable
        Instant endedAt,

        @Schema(required = true) RunState outcome,

        @Schema(required = true, nullable = true, description = "Why it was no success, or not wholly.") @Nullable
        ReasonCode reason,

        @Schema(
                required = true,
                nullable = true,
                description = "Null of a test that tried a credential which the connector does not have.")
        @Nullable
        Integer credentialVersion,

        @Schema(
                required = true,
                nullable = true,
                description =
                        "Who it was for the provider: the role's ARN, the application's id, or the service account's"
                                + " e-mail. Null where credentialVersion is.")
        @Nullable
        String principal,

        @Schema(
                required = true,
                nullable = true,
                description = "AWS: as CloudTrail has it in the session's ARN; the run's id. Null for the others, which"
                        + " have no such name.")
        @Nullable
        String roleSessionName,

        @Schema(
                required = true,
                nullable = true,
                examples = "{\"ec2\": 12, \"sts\": 3}",
                description = "Requests that were sent with it, by the provider's short name of the service, each try"
                        + " counted. Null when nobody told, as when the worker was lost.")
        @Nullable
        Map<String, Integer> calls) {}
