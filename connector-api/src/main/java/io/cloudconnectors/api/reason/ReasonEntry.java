package io.cloudconnectors.api.reason;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reason as the catalogue explains it, before it is about any connector. */
@Schema(name = "ReasonEntry", description = "What a reason means, wherever it appears.")
public record ReasonEntry(
        @Schema(required = true) ReasonCode code,
        @Schema(required = true) @JsonProperty("class") ReasonClass reasonClass,

        @Schema(required = true, description = "Whose connectors can have it.")
        List<Provider> providers,

        @Schema(required = true) String message,
        @Schema(required = true) String nextAction,

        @Schema(required = true, description = "What it does to the connector's state and health.")
        String counts) {

    static ReasonEntry of(ReasonCode code) {
        ReasonText text = ReasonText.of(code, null, null);
        return new ReasonEntry(
                code, code.reasonClass(), providers(code), text.message(), text.nextAction(), counts(code));
    }

    private static List<Provider> providers(ReasonCode code) {
        return switch (code) {
            case AWS_ASSUME_ROLE_DENIED, AWS_EXTERNAL_ID_NOT_ENFORCED, REGION_DISABLED, SCP_DENIED, AWAITING_ROLE_ARN ->
                List.of(Provider.AWS);
            case AZURE_SECRET_INVALID,
                    AZURE_SECRET_EXPIRED,
                    AZURE_APP_NOT_FOUND,
                    AZURE_TENANT_NOT_FOUND,
                    AZURE_ROLE_MISSING,
                    SUBSCRIPTION_NOT_FOUND -> List.of(Provider.AZURE);
            case CREDENTIAL_EXPIRING -> List.of(Provider.AZURE, Provider.GCP);
            case GCP_KEY_INVALID, GCP_API_DISABLED, PROJECT_NOT_FOUND, GCP_PERMISSION_DENIED -> List.of(Provider.GCP);
            case ACCOUNT_MISMATCH,
                    PERMISSION_MISSING,
                    THROTTLED,
                    NETWORK,
                    PROVIDER_ERROR,
                    VAULT_UNAVAILABLE,
                    LEASE_LOST,
                    RUN_TIMEOUT,
                    PLATFORM_ERROR,
                    STALE,
                    AWAITING_FIRST_RUN,
                    AWAITING_CAPACITY,
                    AWAITING_RECHECK,
                    AWAITING_PROBE,
                    AWAITING_NEXT_RUN -> List.copyOf(EnumSet.allOf(Provider.class));
        };
    }

    private static String counts(ReasonCode code) {
        if (code == ReasonCode.STALE) {
            return "OFFLINE: no run has succeeded for twice the run frequency and 30 minutes.";
        }
        return switch (code.reasonClass()) {
            case PERMANENT ->
                "OFFLINE: at once when the connector was never online, else when a check five minutes later confirms it.";
            case TRANSIENT -> "Health ERROR; OFFLINE after three failures in a row.";
            case PARTIAL -> "The connector stays ONLINE with health DEGRADED; what was not looked at is not changed.";
            case SKIPPED -> "Nothing: it is left out and shown, and never a failure.";
            case WARNING -> "Health DEGRADED; runs go on.";
            case PLATFORM -> "Health ERROR, never against the connector: its state stays.";
            case AWAITING -> "Nothing: the connector or its run waits.";
        };
    }
}
