package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of deleted connectors. */
@Schema(name = "DeletedConnectorPage")
public record DeletedConnectorPage(
        @Schema(required = true, maxItems = 200) List<DeletedConnector> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static DeletedConnectorPage of(Page<DeletedConnector> page) {
        return new DeletedConnectorPage(page.items(), page.nextCursor());
    }
}
