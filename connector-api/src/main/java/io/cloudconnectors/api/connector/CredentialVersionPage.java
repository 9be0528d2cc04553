package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.credential.CredentialVersion;
import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of credential versions. */
@Schema(name = "CredentialVersionPage")
public record CredentialVersionPage(
        @Schema(required = true, maxItems = 200) List<CredentialVersionView> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static CredentialVersionPage of(Page<CredentialVersion> page) {
        Page<CredentialVersionView> views = page.map(CredentialVersionView::of);
        return new CredentialVersionPage(views.items(), views.nextCursor());
    }
}
