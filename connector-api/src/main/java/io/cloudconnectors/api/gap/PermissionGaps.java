package io.cloudconnectors.api.gap;

import io.cloudconnectors.api.provider.SetupSubject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector is denied, and what would allow it.
 *
 * @param patch null when there is nothing that a policy of the account could allow
 */
public record PermissionGaps(
        List<PermissionGapView> gaps, @Nullable PermissionPatch patch) {

    /** Merges what its slices were denied. */
    public static PermissionGaps of(List<GapRow> rows, SetupSubject connector) {
        List<PermissionGapView> gaps = PermissionGapView.of(rows, connector.provider());
        return new PermissionGaps(gaps, PermissionPatch.of(gaps, connector));
    }
}
