package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Instant;

/** What can move a connector's standing. Disabling it does not: it keeps the standing it has. */
public sealed interface StandingEvent {
    /**
     * A run ended.
     *
     * @param outdated whether credential or settings changed while it went: its failure tells nothing of the new ones
     */
    record Ended(RunTrigger trigger, RunEnd end, boolean outdated) implements StandingEvent {}

    /** No success for too long, and that was not the platform's fault. */
    record WentStale(Instant at) implements StandingEvent {}
}
