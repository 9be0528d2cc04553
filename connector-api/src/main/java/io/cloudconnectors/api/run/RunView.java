package io.cloudconnectors.api.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.reason.ReasonView;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as clients see it.
 *
 * @param slices present when one run is read, absent in lists
 * @param nextSlices the cursor of the slices that are not here
 */
@Schema(name = "Run", description = "One look at a connector's account.")
public record RunView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID connectorId,
        @Schema(required = true) RunTrigger trigger,
        @Schema(required = true) RunState state,

        @Schema(required = true, description = "Raised when a worker was lost and the run was tried again.")
        int attempt,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true, nullable = true) @Nullable Instant startedAt,
        @Schema(required = true, nullable = true) @Nullable Instant finishedAt,

        @Schema(required = true, nullable = true, description = "When somebody asked to stop it.") @Nullable
        Instant cancelRequestedAt,

        @Schema(required = true, nullable = true, description = "Why it is not SUCCEEDED, or a warning of one that is.")
        @Nullable
        ReasonView reason,

        @Schema(
                required = true,
                nullable = true,
                description = "Why it is still QUEUED, and since when; null in any other state.")
        @Nullable
        ReasonView waitingFor,

        @Schema(required = true) AssetCounts assets,

        @Schema(
                description =
                        "What was seen, by region and service; only when one run is read, and no more than 1,000.",
                maxItems = SliceQuery.MOST_WITH_THE_RUN)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<SliceView> slices,

        @Schema(description = "Where .../slices goes on with those that are not here; absent when all are.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String nextSlices) {

    /** How many assets were seen, and what is new, different or gone since the look before. */
    @Schema(name = "AssetCounts")
    public record AssetCounts(
            @Schema(required = true) int seen,
            @Schema(required = true) int created,
            @Schema(required = true) int changed,
            @Schema(required = true) int gone) {}

    /** Whether a part of the account was looked at. */
    public enum SliceStatus {
        /** Looked at to its end. */
        SEEN,
        /** Not looked at; its assets stay as they were. */
        BLIND
    }

    /** All that one service has in one region. */
    @Schema(name = "Slice")
    public record SliceView(
            @Schema(required = true, examples = "eu-central-1")
            String region,

            @Schema(required = true, examples = "ec2") String service,
            @Schema(required = true) SliceStatus status,

            @Schema(required = true, nullable = true, description = "Why it is BLIND.") @Nullable
            ReasonView reason,

            @Schema(required = true, description = "Resource types that could not be looked at although the slice was.")
            List<GapView> gaps,

            @Schema(required = true) AssetCounts assets,
            @Schema(required = true) Instant observedAt) {}

    /** A resource type that could not be looked at, or not in all detail; what was not looked at stays as it was. */
    @Schema(name = "Gap")
    public record GapView(
            @Schema(required = true, examples = "AWS::EC2::Volume")
            String type,

            @Schema(required = true) ReasonView reason,

            @Schema(
                    required = true,
                    description =
                            "Whether its resources were listed all the same, and only some detail of them is missing.")
            boolean listed) {}

    static RunView of(RunRow run, Provider provider) {
        return of(run, provider, null);
    }

    static RunView of(RunRow run, Provider provider, @Nullable Page<SliceView> slices) {
        return new RunView(
                run.id(),
                run.connectorId(),
                run.trigger(),
                run.state(),
                run.attempt(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                run.cancelRequestedAt(),
                ReasonView.of(run.reason(), provider),
                waitingFor(run, provider),
                run.assets(),
                slices == null ? null : slices.items(),
                slices == null ? null : slices.nextCursor());
    }

    private static @Nullable ReasonView waitingFor(RunRow run, Provider provider) {
        return switch (run.state()) {
            case QUEUED ->
                ReasonView.of(
                        run.hold() == null
                                ? StoredReason.own(ReasonCode.AWAITING_CAPACITY, run.createdAt())
                                : run.hold().reason(),
                        provider);
            case RUNNING, SUCCEEDED, PARTIAL, FAILED, CANCELLED, SKIPPED -> null;
        };
    }
}
