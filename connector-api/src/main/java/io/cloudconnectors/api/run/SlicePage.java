package io.cloudconnectors.api.run;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of slices. */
@Schema(name = "SlicePage")
public record SlicePage(
        @Schema(required = true, maxItems = 200) List<RunView.SliceView> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static SlicePage of(Page<RunView.SliceView> page) {
        return new SlicePage(page.items(), page.nextCursor());
    }
}
