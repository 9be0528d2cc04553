package io.cloudconnectors.poller.lease;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Names this process in the history of runs: the host, and something new at each start. */
@Singleton
class PollerId {
    private final String value = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("poller")
            + '-'
            + UUID.randomUUID().toString().substring(0, 8);

    String value() {
        return value;
    }
}
