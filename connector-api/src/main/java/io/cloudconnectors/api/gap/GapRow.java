package io.cloudconnectors.api.gap;

import io.cloudconnectors.api.reason.StoredReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A permission that is denied in one slice.
 *
 * @param askedAgainAt when a run asks for it again of its own accord; null when the next one does
 */
public record GapRow(
        String region,
        String service,
        String permission,
        List<String> types,
        boolean listed,
        StoredReason reason,
        int denials,
        Instant since,
        Instant deniedAt,
        @Nullable Instant askedAgainAt) {}
