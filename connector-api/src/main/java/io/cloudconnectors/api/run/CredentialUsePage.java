package io.cloudconnectors.api.run;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the log of a credential's uses. */
@Schema(name = "CredentialUsePage")
public record CredentialUsePage(
        @Schema(required = true, maxItems = 200) List<CredentialUseView> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static CredentialUsePage of(Page<CredentialUseView> page) {
        return new CredentialUsePage(page.items(), page.nextCursor());
    }
}
