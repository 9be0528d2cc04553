package io.cloudconnectors.api.connectiontest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.RunTrigger;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What becomes of tests by themselves: each attempt is sent once, lost ones are queued again, and all of them end. */
@Singleton
class TestQueueRepository extends EngineRepository {
    /** The one statement that sends: a test that its own request did not send is sent by the next look. */
    private static final NamedSql SEND = NamedSql.of("""
            WITH unsent AS MATERIALIZED (
                SELECT id
                  FROM connection_test
                 WHERE state = 'QUEUED' AND sent_at IS NULL AND ends_by > now() AND (:test::uuid IS NULL OR id = :test::uuid)
                 ORDER BY ends_by
                 LIMIT :batch
                   FOR UPDATE SKIP LOCKED
            ), sent AS (
                UPDATE connection_test t
                   SET sent_at = now()
                  FROM unsent u
                 WHERE t.id = u.id
                RETURNING t.id
            )
            INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
            SELECT t.id, :topic, t.connector_id, test_request(t), now() + make_interval(secs => :outboxClaim)
              FROM sent s JOIN connection_test t ON t.id = s.id
            RETURNING id AS outbox_id, topic, message_key, payload
            """);

    private static final NamedSql REQUEUE = NamedSql.of("""
            UPDATE connection_test
               SET state = 'QUEUED', attempt = attempt + 1, sent_at = NULL, leased_by = NULL, lease_expires_at = NULL,
                   deadline_at = NULL
             WHERE state = 'RUNNING' AND lease_expires_at <= now() AND attempt < :attempts AND ends_by > now()
            """);

    private static final NamedSql END = NamedSql.of("""
            UPDATE connection_test
               SET state = 'FAILED', finished_at = now(),
                   reason = jsonb_build_object(
                       'code', CASE WHEN ends_by <= now() THEN 'RUN_TIMEOUT' ELSE 'LEASE_LOST' END, 'at', now())
             WHERE state IN ('QUEUED', 'RUNNING')
               AND (ends_by <= now() OR (state = 'RUNNING' AND lease_expires_at <= now() AND attempt >= :attempts))
            """);

    private static final NamedSql DROP =
            NamedSql.of("DELETE FROM connection_test WHERE finished_at <= now() - make_interval(secs => :retention)");

    private final ConnectionTestsConfig config;
    private final DispatchConfig dispatch;

    TestQueueRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            ConnectionTestsConfig config,
            DispatchConfig dispatch) {
        super(dataSource, json);
        this.config = config;
        this.dispatch = dispatch;
    }

    /** The message of one test, unless somebody else has sent it. */
    List<OutboxRow> send(UUID testId) {
        return send(testId, 1);
    }

    /** The messages of tests that nobody has sent, at most one batch. */
    List<OutboxRow> sendUnsent() {
        return send(null, config.batch());
    }

    /** Queues the next attempt of those whose poller did not renew its lease. */
    int requeueLost() {
        return update(REQUEUE, Values.of("attempts", config.attempts()));
    }

    /** Ends those whose time is over, and those that were lost too often. */
    int endOverdue() {
        return update(END, Values.of("attempts", config.attempts()));
    }

    /** Forgets those that ended long ago. */
    int dropOld() {
        return update(DROP, Values.of("retention", config.retention()));
    }

    private List<OutboxRow> send(@Nullable UUID testId, int batch) {
        Values values = Values.of("test", testId)
                .and("batch", batch)
                .and("topic", RunTrigger.TEST.topic())
                .and("outboxClaim", dispatch.outboxClaim());
        return all(SEND, values, OutboxRow::of);
    }
}
