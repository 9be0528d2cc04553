package io.cloudconnectors.api.memory;

import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a test of an adapter arranges behind its back, and looks up there. Begins with nothing due, queued or leased. */
public interface Scene {
    /** A connector that is due in an hour. */
    UUID connector();

    /** Lets a connector have been due for a minute. */
    void due(UUID connector);

    /** A queued run of the connector, without a message. */
    UUID queuedRun(UUID connector);

    /** An attempt of the run under its lease, with the fence raised. */
    Origin leased(UUID run, int attempt);

    /** Lets a run's lease be over. */
    void lapse(UUID run);

    /** Lets a run's time be over. */
    void passDeadline(UUID run);

    /** Lets a client have asked to cancel. */
    void askToCancel(UUID run);

    /** Lets a run have waited too long for a poller. */
    void expireInQueue(UUID run);

    /** Lets a queued run have waited for so long, and have been sent last so long ago. */
    void waited(UUID run, Duration forSoLong, Duration sinceSent);

    /** Lets time pass for a queued run. */
    void letPass(UUID run, Duration time);

    /** Lets everything that waits in the outbox be gone without a trace. */
    void loseMessages();

    /** Lets the time be over in which instances have to send what they wrote into the outbox. */
    void lapseOutbox();

    /** The state of a run. */
    String state(UUID run);

    /** The states of all runs of a connector, oldest first. */
    List<String> states(UUID connector);

    /** The run that a connector has going. */
    @Nullable
    UUID activeRun(UUID connector);

    /** What a message says. */
    RunRequest request(OutboxRow message);
}
