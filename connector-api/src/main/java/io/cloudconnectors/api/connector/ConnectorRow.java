package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.gap.GapRow;
import io.cloudconnectors.api.gap.PermissionGaps;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.RoleArn;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.provider.StoredSettings;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunRow;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector as it is read: the client's half, the engine's half and its runs, joined by one statement.
 *
 * @param nameKey the name as it is compared and sorted
 * @param state as shown, PROCESSING included
 * @param currentRun queued or running
 * @param lastRun the last that ended
 * @param denied what its slices were denied; null in a list
 */
record ConnectorRow(
        UUID id,
        String name,
        String nameKey,
        String description,
        Provider provider,
        int runFrequencyMinutes,
        @Nullable Integer requestsPerSecond,
        boolean enabled,
        Map<String, String> labels,
        ConnectorState state,
        ConnectorHealth health,
        @Nullable StoredReason reason,
        Account account,
        Credential credential,
        Schedule schedule,
        @Nullable RunRow currentRun,
        @Nullable RunRow lastRun,
        @Nullable Instant lastSuccessAt,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Nullable List<GapRow> denied) {

    /**
     * The cloud account; what the provider does not have is null.
     *
     * @param roleArn AWS
     * @param externalId AWS
     * @param externalIdProof AWS: what came of the last proof with the current credential version; absent before one
     * @param applicationId Azure
     * @param clientEmail the service account of Google Cloud
     */
    record Account(
            StoredSettings settings,
            @Nullable String roleArn,
            @Nullable String externalId,
            @Nullable ExternalIdProof externalIdProof,
            @Nullable String applicationId,
            @Nullable String clientEmail) {

        /** AWS: the role's partition, {@code aws} as long as there is no role. */
        AwsPartition partition() {
            return AwsPartition.ofRole(roleArn == null ? null : RoleArn.parse(roleArn));
        }
    }

    /** What its account denies; null in a list. */
    @Nullable
    PermissionGaps permissionGaps() {
        return denied == null ? null : PermissionGaps.of(denied, setupSubject());
    }

    /** Whether everything is there that a run needs. */
    boolean complete() {
        return switch (provider) {
            case AWS -> account.roleArn() != null;
            case AZURE, GCP -> true;
        };
    }

    /** What its set-up is written for. */
    SetupSubject setupSubject() {
        StoredSettings settings = account.settings();
        return switch (provider) {
            case AWS ->
                new SetupSubject.Aws(
                        id,
                        name,
                        Objects.requireNonNull(account.externalId()),
                        account.roleArn() == null ? null : RoleArn.parse(account.roleArn()));
            case AZURE ->
                new SetupSubject.Azure(
                        id,
                        name,
                        settings.directoryId(),
                        account.applicationId(),
                        settings.subscriptionId(),
                        Objects.requireNonNullElse(settings.cloud(), AzureCloud.PUBLIC));
            case GCP -> new SetupSubject.Gcp(id, name, settings.projectId(), account.clientEmail());
        };
    }

    /** What has to come before anything changes; null while a run is on it, when nothing will come, or all is well. */
    @Nullable
    ReasonCode waitingFor() {
        if (!complete()) {
            return ReasonCode.AWAITING_ROLE_ARN;
        }
        if (currentRun != null) {
            return currentRun.state() == RunState.QUEUED ? ReasonCode.AWAITING_CAPACITY : null;
        }
        if (!schedule.runnable()) {
            return null;
        }
        return switch (schedule.next()) {
            case RECHECK -> ReasonCode.AWAITING_RECHECK;
            case PROBE -> ReasonCode.AWAITING_PROBE;
            case SCHEDULED, MANUAL, TEST -> awaitedOfFullRun();
        };
    }

    private @Nullable ReasonCode awaitedOfFullRun() {
        if (reason != null && reason.code() == ReasonCode.CREDENTIAL_EXPIRING) {
            return null; // No run will help: the reason says what to do.
        }
        return switch (health) {
            case DEGRADED, ERROR -> ReasonCode.AWAITING_NEXT_RUN;
            case OK -> state == ConnectorState.PENDING ? ReasonCode.AWAITING_FIRST_RUN : null;
        };
    }

    /**
     * What may be shown of the current credential version.
     *
     * @param expiryWarning as {@link ExpiringCredential#warning}; null when the end is not known
     */
    record Credential(
            int version,
            String fingerprint,
            @Nullable Instant expiresAt,
            @Nullable Integer expiryWarning,
            @Nullable Instant lastUsedAt) {}

    /**
     * When it runs next.
     *
     * @param runnable enabled and complete
     * @param next the trigger of what runs then
     */
    record Schedule(boolean runnable, Instant nextRunAt, RunTrigger next) {}
}
