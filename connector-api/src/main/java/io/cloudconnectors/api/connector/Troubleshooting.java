package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.gap.PermissionGapView;
import io.cloudconnectors.api.gap.PermissionPatch;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What to check, in this order, for a connector as it stands now.
 *
 * @param steps the first that FAILED is where to start
 * @param permissionGaps what the account denies, as the connector shows it
 * @param permissionPatch null when there is nothing that a policy of the account could allow
 */
@Schema(name = "Troubleshooting", description = "What to check, in this order, for the connector as it is now.")
public record Troubleshooting(
        @Schema(required = true) List<Step> steps,

        @Schema(required = true, description = "What the account denies, merged over its regions.")
        List<PermissionGapView> permissionGaps,

        @Schema(required = true, nullable = true, description = "Exactly what to allow.") @Nullable
        PermissionPatch permissionPatch) {

    /** How a step stands. */
    public enum Status {
        /** Known to be right. */
        DONE,
        /** Known to be wrong: start here. */
        FAILED,
        /** Not known: the provider does not say, or no run has come so far. */
        UNKNOWN
    }

    /**
     * One thing to check.
     *
     * @param value what to compare or paste; never a secret
     */
    @Schema(name = "TroubleshootingStep")
    public record Step(
            @Schema(required = true, examples = "trust-policy")
            String id,

            @Schema(required = true) String title,
            @Schema(required = true) Status status,
            @Schema(required = true) String detail,

            @Schema(required = true, nullable = true, description = "What to compare or paste.") @Nullable
            String value) {}
}
