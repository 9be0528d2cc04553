package io.cloudconnectors.api.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloudconnectors.api.gap.DeniedPermission;
import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a slice came to, as it is recorded of its run.
 *
 * @param reason present when it is BLIND
 */
record SliceEnd(
        UUID runId,
        int attempt,
        long epoch,
        String region,
        String service,
        Status status,
        @Nullable Reason reason,
        List<Gap> gaps,
        int assets,
        int created,
        int changed,
        int gone,
        Instant observedAt) {

    /** A slice that was merged. */
    static SliceEnd seen(SliceSeen seen, Merged merged) {
        Origin origin = seen.origin();
        return new SliceEnd(
                origin.runId(),
                origin.attempt(),
                origin.epoch(),
                seen.slice().region(),
                seen.slice().service(),
                Status.SEEN,
                null,
                seen.gaps(),
                merged.assets(),
                merged.created(),
                merged.changed(),
                merged.gone(),
                seen.observedAt());
    }

    /** A slice that could not be looked at, or did not arrive. */
    static SliceEnd blind(Origin origin, SliceKey slice, Reason reason, Instant observedAt) {
        return new SliceEnd(
                origin.runId(),
                origin.attempt(),
                origin.epoch(),
                slice.region(),
                slice.service(),
                Status.BLIND,
                reason,
                List.of(),
                0,
                0,
                0,
                0,
                observedAt);
    }

    /** The permissions that it was denied. */
    @JsonProperty
    List<DeniedPermission> denied() {
        return reason == null ? DeniedPermission.of(gaps) : DeniedPermission.ofBlind(reason);
    }

    Key key() {
        return new Key(runId, region, service);
    }

    /** Whether it was looked at. */
    enum Status {
        SEEN,
        BLIND
    }

    /** Which slice of which run. */
    record Key(UUID runId, String region, String service) {}
}
