package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.idempotency.Reservation;
import io.cloudconnectors.api.precondition.IfMatch;
import java.util.Optional;

/**
 * What the headers of a request say about how it is carried out.
 *
 * @param ifMatch which version of a connector may be changed
 * @param reservation the id of what is made, with an idempotency key
 */
record Terms(IfMatch ifMatch, Optional<Reservation> reservation) {
    /** Those of no request in particular. */
    static Terms none() {
        return new Terms(new IfMatch.Absent(), Optional.empty());
    }
}
