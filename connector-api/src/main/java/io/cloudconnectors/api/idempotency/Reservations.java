package io.cloudconnectors.api.idempotency;

import io.cloudconnectors.api.request.CurrentRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The reservation of the current request. */
@ApplicationScoped
public class Reservations {
    private final CurrentRequest request;

    Reservations(CurrentRequest request) {
        this.request = request;
    }

    /** Empty without a key. */
    public Optional<Reservation> ofRequest() {
        return request.routing()
                .map(routing -> routing.<Claim>get(Claim.OF_REQUEST))
                .map(Claim::reservation);
    }
}
