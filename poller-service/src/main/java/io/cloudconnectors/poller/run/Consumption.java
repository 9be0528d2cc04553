package io.cloudconnectors.poller.run;

import io.cloudconnectors.poller.lease.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** What both consumers share. */
@ApplicationScoped
class Consumption {
    private final Slots slots;
    private final RunRequests requests;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    Consumption(Slots slots, RunRequests requests, DeadLetters deadLetters, InstantSource clock) {
        this.slots = slots;
        this.requests = requests;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    Slots slots() {
        return slots;
    }

    RunRequestConsumer.Duties duties(Leases leases, RunRequestConsumer.Starter starter) {
        return new RunRequestConsumer.Duties(slots, requests, leases, deadLetters, starter, clock);
    }
}
