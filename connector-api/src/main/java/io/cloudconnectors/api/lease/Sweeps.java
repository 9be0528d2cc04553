package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.run.RunLife;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the sweeper finds what lapsed or waits, and sends it again. Each call takes effect wholly or not at all. */
interface Sweeps {
    /** Runs whose poller did not renew its lease, at most one batch. */
    List<UUID> lapsed();

    /** Queues the next attempt of a lapsed run; empty when its poller came back or somebody else was faster. */
    Optional<OutboxRow> requeue(OpenRun run, RunLife.Queued next);

    /** Queues the next attempt of a run whose poller has let go of it; empty when it does not hold it any more. */
    Optional<OutboxRow> handBack(OpenRun run, RunLife.Queued next);

    /** Sends again what nobody leased, at most one batch. */
    List<OutboxRow> resend();
}
