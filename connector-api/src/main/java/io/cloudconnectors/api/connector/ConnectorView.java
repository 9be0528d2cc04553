package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.gap.PermissionGapView;
import io.cloudconnectors.api.gap.PermissionGaps;
import io.cloudconnectors.api.gap.PermissionPatch;
import io.cloudconnectors.api.precondition.Versioned;
import io.cloudconnectors.api.provider.StoredSettings;
import io.cloudconnectors.api.reason.ReasonView;
import io.cloudconnectors.api.run.RunRow;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.api.run.RunView;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A connector as clients see it; the only place that shapes its JSON. No member holds a secret. */
@Schema(name = "Connector", description = "A cloud account that the platform reads.")
public record ConnectorView(
        @Schema(required = true) UUID id,
        @Schema(required = true, examples = "prod-eu") String name,
        @Schema(required = true) String description,
        @Schema(required = true) Provider provider,
        @Schema(required = true, examples = "240") int runFrequencyMinutes,

        @Schema(
                required = true,
                nullable = true,
                examples = "20",
                description = "The most that the platform sends to this account; null for the platform's own limit.")
        @Nullable
        Integer requestsPerSecond,

        @Schema(required = true) boolean enabled,
        @Schema(required = true) Map<String, String> labels,
        @Schema(required = true) ConnectorState state,
        @Schema(required = true) ConnectorHealth health,

        @Schema(required = true, nullable = true, description = "Why it is not green; null when it is.") @Nullable
        ReasonView reason,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Aws aws,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Azure azure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Gcp gcp,
        @Schema(required = true) Credential credential,
        @Schema(required = true) Schedule schedule,

        @Schema(required = true, nullable = true, description = "The run that is queued or running.") @Nullable
        CurrentRun currentRun,

        @Schema(required = true, nullable = true, description = "The last run that ended.") @Nullable
        LastRun lastRun,

        @Schema(required = true, nullable = true) @Nullable Instant lastSuccessAt,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,

        @Schema(required = true, description = "Raised by each change that a client makes.")
        long version,

        @Schema(
                description = "What the account denies, merged over its regions; of a single connector, also when it is"
                        + " nothing, and absent in lists.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<PermissionGapView> permissionGaps,

        @Schema(
                description =
                        "Exactly what to allow; absent in lists, and when there is nothing that a policy of the account"
                                + " could allow.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        PermissionPatch permissionPatch)
        implements Versioned {

    /** What is particular to AWS. */
    @Schema(name = "ConnectorAws")
    public record Aws(
            @Schema(required = true, nullable = true) @Nullable
            String roleArn,

            @Schema(required = true, nullable = true, examples = "123456789012") @Nullable
            String accountId,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "What the role's trust policy must require as sts:ExternalId.")
            @Nullable
            String externalId,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "The account that the role's trust policy must allow, in the role's partition; null"
                            + " when the platform has none there.")
            @Nullable
            String platformAccountId,

            @Schema(required = true) List<String> regions) {}

    /** What is particular to Azure. */
    @Schema(name = "ConnectorAzure")
    public record Azure(
            @Schema(required = true) String directoryId,
            @Schema(required = true) String applicationId,
            @Schema(required = true) String subscriptionId,
            @Schema(required = true) AzureCloud cloud,

            @Schema(required = true, nullable = true) @Nullable
            Instant authenticationKeyExpiresAt) {}

    /** What is particular to Google Cloud. */
    @Schema(name = "ConnectorGcp")
    public record Gcp(
            @Schema(required = true, examples = "acme-prod") String projectId,

            @Schema(required = true, description = "The service account whose key the connector has.")
            String serviceAccountEmail) {}

    /** What may be shown of the current credential version. */
    @Schema(name = "ConnectorCredential")
    public record Credential(
            @Schema(required = true) int version,

            @Schema(required = true, description = "Tells two versions apart; says nothing about the secret.")
            String fingerprint,

            @Schema(required = true, nullable = true) @Nullable
            Instant expiresAt,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "30",
                    description = "The warning that has been reached: so many days or less until expiresAt. By default"
                            + " 60, 30, 7 and 1; 0 once it has passed. Null before the first, or without expiresAt.")
            @Nullable
            Integer expiryWarning,

            @Schema(required = true, nullable = true, description = "When a run last got this version.") @Nullable
            Instant lastUsedAt) {}

    /** When it runs next, and what it waits for. */
    @Schema(name = "ConnectorSchedule")
    public record Schedule(
            @Schema(required = true, nullable = true, description = "Null while it is not enabled or not complete.")
            @Nullable
            Instant nextRunAt,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "What the connector waits for: a step of yours, a free worker, or what comes at"
                            + " nextRunAt. Null when it is green, not enabled, or a run is on it.")
            @Nullable
            ReasonCode waitingFor) {}

    /** The run that is queued or running. */
    @Schema(name = "ConnectorCurrentRun")
    public record CurrentRun(
            @Schema(required = true) UUID id,
            @Schema(required = true) RunState state,
            @Schema(required = true) RunTrigger trigger,
            @Schema(required = true) int attempt,

            @Schema(required = true, nullable = true) @Nullable
            Instant startedAt) {}

    /** The last run that ended. */
    @Schema(name = "ConnectorLastRun")
    public record LastRun(
            @Schema(required = true) UUID id,
            @Schema(required = true) RunState state,
            @Schema(required = true) RunTrigger trigger,
            @Schema(required = true) int attempt,

            @Schema(required = true, nullable = true) @Nullable
            Instant startedAt,

            @Schema(required = true, nullable = true) @Nullable
            Instant finishedAt,

            @Schema(required = true) RunView.AssetCounts assets) {}

    static ConnectorView of(ConnectorRow row, Platform platform) {
        PermissionGaps denied = row.permissionGaps();
        return new ConnectorView(
                row.id(),
                row.name(),
                row.description(),
                row.provider(),
                row.runFrequencyMinutes(),
                row.requestsPerSecond(),
                row.enabled(),
                row.labels(),
                row.state(),
                row.health(),
                ReasonView.of(row.reason(), row.provider()),
                aws(row, platform),
                azure(row),
                gcp(row),
                credential(row.credential()),
                schedule(row),
                currentRun(row.currentRun()),
                lastRun(row.lastRun()),
                row.lastSuccessAt(),
                row.createdAt(),
                row.updatedAt(),
                row.version(),
                denied == null ? null : denied.gaps(),
                denied == null ? null : denied.patch());
    }

    private static @Nullable Aws aws(ConnectorRow row, Platform platform) {
        return switch (row.provider()) {
            case AWS ->
                new Aws(
                        row.account().roleArn(),
                        row.account().settings().accountId(),
                        row.account().externalId(),
                        Platform.accountIn(row.account().partition(), platform).orElse(null),
                        Objects.requireNonNullElse(row.account().settings().regions(), List.of()));
            case AZURE, GCP -> null;
        };
    }

    private static @Nullable Azure azure(ConnectorRow row) {
        StoredSettings settings = row.account().settings();
        return switch (row.provider()) {
            case AZURE ->
                new Azure(
                        Objects.requireNonNull(settings.directoryId()),
                        Objects.requireNonNull(row.account().applicationId()),
                        Objects.requireNonNull(settings.subscriptionId()),
                        Objects.requireNonNull(settings.cloud()),
                        row.credential().expiresAt());
            case AWS, GCP -> null;
        };
    }

    private static @Nullable Gcp gcp(ConnectorRow row) {
        return switch (row.provider()) {
            case GCP ->
                new Gcp(
                        Objects.requireNonNull(row.account().settings().projectId()),
                        Objects.requireNonNull(row.account().clientEmail()));
            case AWS, AZURE -> null;
        };
    }

    private static Credential credential(ConnectorRow.Credential credential) {
        return new Credential(
                credential.version(),
                credential.fingerprint(),
                credential.expiresAt(),
                credential.expiryWarning(),
                credential.lastUsedAt());
    }

    private static Schedule schedule(ConnectorRow row) {
        return new Schedule(row.schedule().runnable() ? row.schedule().nextRunAt() : null, row.waitingFor());
    }

    private static @Nullable CurrentRun currentRun(@Nullable RunRow run) {
        return run == null
                ? null
                : new CurrentRun(run.id(), run.state(), run.trigger(), run.attempt(), run.startedAt());
    }

    private static @Nullable LastRun lastRun(@Nullable RunRow run) {
        return run == null
                ? null
                : new LastRun(
                        run.id(),
                        run.state(),
                        run.trigger(),
                        run.attempt(),
                        run.startedAt(),
                        run.finishedAt(),
                        run.assets());
    }
}
