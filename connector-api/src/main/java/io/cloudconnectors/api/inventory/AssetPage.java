package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of assets. */
@Schema(name = "AssetPage")
public record AssetPage(
        @Schema(required = true, maxItems = 200) List<AssetView> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static AssetPage of(Page<AssetView> page) {
        return new AssetPage(page.items(), page.nextCursor());
    }
}
