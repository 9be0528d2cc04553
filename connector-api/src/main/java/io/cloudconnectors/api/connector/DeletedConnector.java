package io.cloudconnectors.api.connector;

import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A deleted connector that can be restored.
 *
 * @param accountId account, subscription or project; null where the role was never given
 * @param restorableUntil then it is purged
 * @param version for If-Match of its restore or its purge
 */
@Schema(name = "DeletedConnector", description = "A deleted connector that can be restored.")
public record DeletedConnector(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) Provider provider,

        @Schema(required = true, nullable = true, description = "Account, subscription or project.") @Nullable
        String accountId,

        @Schema(required = true) Instant deletedAt,

        @Schema(required = true, description = "Then its secrets are shredded and its data deleted.")
        Instant restorableUntil,

        @Schema(required = true, description = "Its ETag, for If-Match of its restore or its purge, is this in quotes.")
        long version) {}
