package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.Topics;

/** The end of each statement that sends runs again: their requests go into the outbox. */
final class Requests {
    /** Connectors are found by their key, whatever the planner estimates of the runs. */
    private static final String INTO_OUTBOX = """
            INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
            SELECT a.id, CASE WHEN a.trigger IN ('MANUAL', 'TEST') THEN :interactive ELSE :scheduled END, a.connector_id,
                   run_request(a.id, a.attempt, a.trigger, a.queue_expires_at, a.budget_seconds, k.c, a.credential_version),
                   now() + make_interval(secs => :outboxClaim)
              FROM again a
             CROSS JOIN LATERAL (SELECT c FROM connector c WHERE c.id = a.connector_id LIMIT 1) AS k
            RETURNING id AS outbox_id, topic, message_key, payload
            """;

    private Requests() {}

    /**
     * A statement that sends runs again.
     *
     * @param which common table expressions, of which {@code again} has the runs as they are queued anew
     */
    static NamedSql sent(String which) {
        return NamedSql.of(which + INTO_OUTBOX);
    }

    /** What such a statement wants to know. */
    static Values values(DispatchConfig dispatch) {
        return Values.of("queueExpiry", dispatch.queueExpiry())
                .and("outboxClaim", dispatch.outboxClaim())
                .and("interactive", Topics.RUNS_INTERACTIVE)
                .and("scheduled", Topics.RUNS_SCHEDULED);
    }
}
