package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import java.time.Instant;

/** Where due periods are claimed. */
@FunctionalInterface
interface Claims {
    /**
     * Claims at most one batch of what is due by the database's clock, wholly or not at all: the periods move on, the runs
     * are made and their messages wait in the outbox. Of any number of callers one claims a period.
     *
     * @param from what became due before is left out
     */
    Claim claim(Instant from);

    /** The same, from the oldest on. */
    default Claim claim() {
        return claim(ClaimPlace.OLDEST);
    }
}
