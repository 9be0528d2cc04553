package io.cloudconnectors.api.idempotency;

import io.cloudconnectors.api.tenant.Tenant;
import java.util.UUID;

/**
 * The right to carry out the request of a key, of one instance at a time.
 *
 * @param owner of the key
 * @param id of this claim; a later one of the same key has another
 */
record Claim(Owner owner, IdempotencyKey key, UUID id, Reservation reservation) {
    /** Where the request that is carried out has its claim. */
    static final String OF_REQUEST = "idempotency.claim";

    /**
     * Whose keys they are: those of two callers never meet.
     *
     * @param caller the subject of the access token
     */
    record Owner(Tenant tenant, String caller) {}
}
