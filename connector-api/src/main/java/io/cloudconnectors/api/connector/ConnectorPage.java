package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of connectors. */
@Schema(name = "ConnectorPage")
public record ConnectorPage(
        @Schema(required = true, maxItems = 200) List<ConnectorView> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static ConnectorPage of(Page<ConnectorRow> page, Platform platform) {
        Page<ConnectorView> views = page.map(row -> ConnectorView.of(row, platform));
        return new ConnectorPage(views.items(), views.nextCursor());
    }
}
