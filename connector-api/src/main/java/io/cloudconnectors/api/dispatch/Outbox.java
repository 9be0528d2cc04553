package io.cloudconnectors.api.dispatch;

import java.util.List;

/** Committed messages that are not known to be in Kafka. */
interface Outbox {
    /** Takes over at most one batch of messages whose instance did not send them in its time. */
    List<OutboxRow> takeOver();

    /** Whether so much waits that nothing should be added that can wait elsewhere. */
    boolean isFull();

    /** Forgets what Kafka has acknowledged. */
    void delete(List<OutboxRow> sent);
}
