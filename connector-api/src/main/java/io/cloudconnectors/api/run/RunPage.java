package io.cloudconnectors.api.run;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of runs. */
@Schema(name = "RunPage")
public record RunPage(
        @Schema(required = true, maxItems = 200) List<RunView> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static RunPage of(Page<RunView> page) {
        return new RunPage(page.items(), page.nextCursor());
    }
}
