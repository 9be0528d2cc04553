package io.cloudconnectors.api.draft;

import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is reserved for a connector to come.
 *
 * @param id the connector's
 * @param externalId AWS: the connector's; made by the vault
 * @param credentialId AWS: the credential that holds the External ID in the vault, as long as the draft
 */
public record Draft(
        UUID id,
        Provider provider,
        @Nullable String externalId,
        @Nullable UUID credentialId,
        Instant createdAt,
        Instant expiresAt) {}
