package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the audit trail. */
@Schema(description = "A page of the audit trail, the newest entry first.")
public record AuditPage(
        @Schema(required = true, maxItems = 200) List<AuditEntry> items,

        @Schema(required = true, nullable = true, description = "Where the next page begins; null on the last.")
        @Nullable
        String nextCursor) {

    static AuditPage of(Page<AuditRow> page) {
        return new AuditPage(page.map(AuditEntry::of).items(), page.nextCursor());
    }
}
