package io.cloudconnectors.api.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.audit.AuditingRepository;
import io.cloudconnectors.api.audit.Witness;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.RunTrigger;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Starts and cancels single runs, each in one statement that checks the tenant itself, and writes down who asked for it in
 * the same transaction.
 */
@Singleton
class RunQueueRepository extends AuditingRepository implements RunStarts {
    private static final NamedSql START = NamedSql.of("""
            WITH target AS MATERIALIZED (
                SELECT s.connector_id, s.active_run_id,
                       c.account_id IS NOT NULL AND (c.provider <> 'AWS' OR c.role_arn IS NOT NULL) AS complete
                  FROM schedule s
                  JOIN connector c ON c.id = s.connector_id
                 WHERE c.id = :connector AND c.tenant = :tenant AND c.deleted_at IS NULL
                   FOR UPDATE OF s
            ), taken AS (
                UPDATE schedule s
                   SET active_run_id = COALESCE(:run::uuid, uuidv7()), changed = false
                  FROM target t
                 WHERE s.connector_id = t.connector_id AND t.complete AND t.active_run_id IS NULL
                RETURNING s.connector_id, s.active_run_id AS run_id
            ), runs AS (
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version,
                                 created_at, sent_at, queue_expires_at, budget_seconds)
                SELECT n.run_id, c.tenant, c.id, :trigger, 'QUEUED', c.credential_id, c.credential_version,
                       now(), now(), now() + make_interval(secs => :queueExpiry), :budget
                  FROM taken n JOIN connector c ON c.id = n.connector_id
            ), messages AS (
                INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
                SELECT n.run_id, :topic, c.id,
                       run_request(n.run_id, 1, :trigger, now() + make_interval(secs => :queueExpiry), :budget, c, c.credential_version),
                       now() + make_interval(secs => :outboxClaim)
                  FROM taken n JOIN connector c ON c.id = n.connector_id
                RETURNING id, run_id, topic, message_key, payload
            )
            SELECT t.active_run_id, t.complete, m.run_id, m.id AS outbox_id, m.topic, m.message_key, m.payload
              FROM target t LEFT JOIN messages m ON true
            """);

    private static final NamedSql CANCEL = NamedSql.of("""
            WITH target AS MATERIALIZED (
                SELECT id, state
                  FROM run
                 WHERE id = :run AND tenant = :tenant AND connector_id = :connector
                   FOR UPDATE
            ), stopped AS (
                UPDATE run r
                   SET cancel_requested_at = COALESCE(r.cancel_requested_at, now()),
                       state = CASE t.state WHEN 'QUEUED' THEN 'CANCELLED' ELSE r.state END,
                       finished_at = CASE t.state WHEN 'QUEUED' THEN now() END
                  FROM target t
                 WHERE r.id = t.id AND t.state IN ('QUEUED', 'RUNNING')
                RETURNING r.id, r.connector_id, r.state
            ), settled AS (
                UPDATE connector c
                   SET last_run_id = x.id
                  FROM stopped x
                 WHERE x.state = 'CANCELLED' AND c.id = x.connector_id
                RETURNING x.connector_id, x.id AS run_id, c.state
            ), freed AS (
                UPDATE schedule s
                   SET active_run_id = NULL, running_since = NULL, changed = false,
                       mode = CASE WHEN x.state = 'OFFLINE' THEN 'PROBE'
                                   WHEN s.changed THEN 'SCHEDULED'
                                   ELSE s.mode END,
                       next_run_at = CASE WHEN s.changed THEN now() ELSE s.next_run_at END
                  FROM settled x
                 WHERE s.connector_id = x.connector_id AND s.active_run_id = x.run_id
            )
            SELECT state FROM target
            """);

    /** Of a run that is QUEUED or CANCELLED by this transaction. */
    private static final NamedSql TELL = NamedSql.of("""
            SELECT publish_event(r.tenant, c.id,
                       run_state_changed(r.id, r.attempt, r.state, r.trigger, NULL, c.id, r.tenant, c.provider))
              FROM run r JOIN connector c ON c.id = r.connector_id
             WHERE r.id = :run
            """);

    private final DispatchConfig config;

    RunQueueRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            Witness witness,
            DispatchConfig config) {
        super(dataSource, json, witness);
        this.config = config;
    }

    @Override
    public Optional<Started> start(String tenant, UUID connectorId, @Nullable UUID runId) {
        Values values = Values.of("tenant", tenant)
                .and("run", runId)
                .and("connector", connectorId)
                .and("trigger", RunTrigger.MANUAL)
                .and("topic", RunTrigger.MANUAL.topic())
                .and("queueExpiry", config.queueExpiry())
                .and("budget", Math.toIntExact(config.runBudget().toSeconds()))
                .and("outboxClaim", config.outboxClaim());
        return together(statements -> {
            Optional<Started> started = statements.first(START, values, RunQueueRepository::started);
            Message queued = started.map(Started::queued).orElse(null);
            if (queued != null) {
                tell(statements, queued.runId());
                record(
                        statements,
                        tenant,
                        AuditAction.RUN_REQUESTED,
                        connectorId,
                        null,
                        new RunFacts(queued.runId(), RunState.QUEUED, false));
            }
            return started;
        });
    }

    @Override
    public Optional<RunState> cancel(String tenant, UUID connectorId, UUID runId) {
        Values values =
                Values.of("tenant", tenant).and("connector", connectorId).and("run", runId);
        return together(statements -> {
            Optional<RunState> found = statements.first(CANCEL, values, row -> row.constant("state", RunState.class));
            if (found.isPresent()) {
                recordCancellation(statements, tenant, connectorId, new RunFacts(runId, found.get(), false));
            }
            return found;
        });
    }

    private void recordCancellation(Statements statements, String tenant, UUID connectorId, RunFacts before)
            throws SQLException {
        switch (before.state()) {
            case QUEUED -> {
                tell(statements, before.runId());
                var after = new RunFacts(before.runId(), RunState.CANCELLED, true);
                record(statements, tenant, AuditAction.RUN_CANCELLED, connectorId, before, after);
            }
            case RUNNING -> {
                var after = new RunFacts(before.runId(), RunState.RUNNING, true);
                record(statements, tenant, AuditAction.RUN_CANCELLED, connectorId, before, after);
            }
            case SUCCEEDED, PARTIAL, FAILED, CANCELLED, SKIPPED -> {
                // Nothing was done.
            }
        }
    }

    private static void tell(Statements statements, UUID runId) throws SQLException {
        statements.all(TELL, Values.of("run", runId), row -> true);
    }

    private static Started started(Row row) throws SQLException {
        UUID runId = row.idOrNull("run_id");
        return new Started(
                row.idOrNull("active_run_id"),
                row.flag("complete"),
                runId == null ? null : new Message(runId, OutboxRow.of(row)));
    }

    /**
     * What the statement found and did.
     *
     * @param going the run that was going already
     * @param complete whether set-up is complete
     */
    record Started(
            @Nullable UUID going,
            boolean complete,
            @Nullable Message queued) {}

    /** A run as the audit trail keeps it. */
    private record RunFacts(UUID runId, RunState state, boolean cancelRequested) {}

    /** A new run and its message. */
    record Message(UUID runId, OutboxRow row) {}
}
