package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.inventory.Fences;
import io.cloudconnectors.api.loop.Loop;
import io.cloudconnectors.api.memory.ConnectorRow;
import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.RunRow;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.api.runtoken.RunTokens;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.history.Event;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** The ports of leases and sweeps in memory. There are neither caps nor denials: both are the SQL's alone. */
public final class MemoryLeases implements Leases, Sweeps {
    private final Tables tables;
    private final LeaseConfig config;
    private final DispatchConfig dispatch;

    public MemoryLeases(Tables tables, LeaseConfig config, DispatchConfig dispatch) {
        this.tables = tables;
        this.config = config;
        this.dispatch = dispatch;
    }

    /** What pollers ask an instance. */
    public interface Keeper {
        Optional<LeaseGrant> lease(UUID runId, int attempt, String poller);

        HeartbeatAnswer heartbeat(UUID runId, int attempt, long epoch);
    }

    /** The lease keeper of an instance. */
    public Keeper keeper(Fences fences, RunTokens tokens, MeterRegistry meters) {
        var keeper = new LeaseKeeper(this, new NoTests(config), fences, tokens, config, meters);
        return new Keeper() {
            @Override
            public Optional<LeaseGrant> lease(UUID runId, int attempt, String poller) {
                return keeper.lease(runId, attempt, poller);
            }

            @Override
            public HeartbeatAnswer heartbeat(UUID runId, int attempt, long epoch) {
                return keeper.heartbeat(runId, attempt, epoch);
            }
        };
    }

    /** What the sweeper of an instance does in each round. */
    public Loop.Step sweeper(RunEnds ends, OutboxRelay relay, InstantSource clock, MeterRegistry meters) {
        return new Sweeper(this, ends, relay, config, clock, meters)::sweep;
    }

    @Override
    public Optional<Leased> lease(UUID runId, int attempt, String poller) {
        return tables.in(() -> {
            RunRow run = tables.runs.get(runId);
            if (run == null || !isToBeHad(run, attempt) || !runId.equals(run.connector.activeRun)) {
                return Optional.empty();
            }
            long now = tables.now();
            ConnectorRow connector = run.connector;
            connector.running = true;
            run.epoch = ++connector.epoch;
            run.state = RunState.RUNNING;
            run.leaseExpiresAt = now + config.duration().toMillis();
            run.deadlineAt = now + run.budgetSeconds * 1000L;
            tables.tell(new Event.Leased(connector.id, runId, attempt));
            return Optional.of(new Leased(attempt(run), Provider.AWS, run.budgetSeconds, false, List.of()));
        });
    }

    private boolean isToBeHad(RunRow run, int attempt) {
        boolean waits = run.state == RunState.QUEUED && run.queueExpiresAt > tables.now()
                || run.state == RunState.RUNNING && tables.has(Mutant.LEASE_IGNORES_STATE);
        return waits && (run.attempt == attempt || tables.has(Mutant.LEASE_IGNORES_ATTEMPT));
    }

    @Override
    public Optional<Beat> beat(UUID runId, int attempt, long epoch) {
        return tables.in(() -> {
            RunRow run = tables.runs.get(runId);
            if (run == null || !run.isHeldBy(attempt, epoch)) {
                return Optional.empty();
            }
            long now = tables.now();
            if (run.cancelRequestedAt == RunRow.NEVER && run.deadlineAt > now) {
                run.leaseExpiresAt = now + config.duration().toMillis();
            }
            return Optional.of(new Beat(attempt(run), run.stop(now)));
        });
    }

    private static LeasedAttempt attempt(RunRow run) {
        return new LeasedAttempt(
                run.id,
                run.attempt,
                run.epoch,
                "acme",
                run.connector.id,
                run.connector.credential,
                run.credentialVersion);
    }

    @Override
    public List<UUID> lapsed() {
        return tables.in(() -> {
            long now = tables.now();
            List<RunRow> lapsed = new ArrayList<>(2);
            for (RunRow run : tables.openRuns) {
                if (run.state == RunState.RUNNING
                        && run.leaseExpiresAt <= now
                        && !tables.has(Mutant.LAPSED_NEVER_FOUND)) {
                    lapsed.add(run);
                }
            }
            lapsed.sort(Comparator.comparingLong(run -> run.leaseExpiresAt));
            return lapsed.stream().limit(config.sweepBatch()).map(run -> run.id).toList();
        });
    }

    @Override
    public Optional<OutboxRow> requeue(OpenRun open, RunLife.Queued next) {
        return tables.in(() -> {
            RunRow run = tables.runs.get(open.id());
            long now = tables.now();
            return run == null || run.leaseExpiresAt > now ? Optional.empty() : nextAttempt(run, open, next);
        });
    }

    @Override
    public Optional<OutboxRow> handBack(OpenRun open, RunLife.Queued next) {
        return tables.in(() -> {
            RunRow run = tables.runs.get(open.id());
            if (run == null || run.deadlineAt <= tables.now()) {
                return Optional.empty();
            }
            Optional<OutboxRow> message = nextAttempt(run, open, next);
            message.ifPresent(_ -> run.handedBack++);
            return message;
        });
    }

    private Optional<OutboxRow> nextAttempt(RunRow run, OpenRun open, RunLife.Queued next) {
        long now = tables.now();
        if (!run.isHeldBy(open.life().attempt(), open.life().epoch()) || run.cancelRequestedAt != RunRow.NEVER) {
            return Optional.empty();
        }
        run.state = RunState.QUEUED;
        run.attempt = tables.has(Mutant.SWEEP_KEEPS_ATTEMPT) ? run.attempt : next.attempt();
        run.leaseExpiresAt = RunRow.NEVER;
        run.deadlineAt = RunRow.NEVER;
        run.sentAt = now;
        run.waitsSince = now;
        run.queueExpiresAt = now + dispatch.queueExpiry().toMillis();
        run.credentialVersion = run.connector.credentialVersion;
        run.connector.running = false;
        return Optional.of(message(run));
    }

    @Override
    public List<OutboxRow> resend() {
        return tables.in(() -> {
            List<OutboxRow> again = new ArrayList<>(2);
            for (RunRow run : tables.openRuns) {
                if (again.size() < config.sweepBatch() && isToBeSentAgain(run)) {
                    long now = tables.now();
                    run.sentAt = now;
                    run.queueExpiresAt = now + Math.max(dispatch.queueExpiry().toMillis(), 2 * (now - run.waitsSince));
                    again.add(message(run));
                }
            }
            return again;
        });
    }

    private boolean isToBeSentAgain(RunRow run) {
        long waited = tables.now() - run.sentAt;
        return run.state == RunState.QUEUED
                && !tables.has(Mutant.NEVER_SENT_AGAIN)
                && waited >= config.resendAfter().toMillis()
                && waited >= run.sentAt - run.waitsSince
                && tables.outbox.stream().noneMatch(message -> message.run.equals(run.id));
    }

    private OutboxRow message(RunRow run) {
        return tables.message(run, dispatch.outboxClaim().toMillis()).row;
    }

    /** There are no connection tests. */
    private static final class NoTests extends TestLeaseRepository {
        private static final ObjectMapper JSON = new ObjectMapper();

        NoTests(LeaseConfig config) {
            super(new PGSimpleDataSource(), JSON, config);
        }

        @Override
        Optional<Leased> lease(UUID testId, int attempt, String poller) {
            return Optional.empty();
        }

        @Override
        Optional<Leases.Beat> beat(UUID testId, int attempt, long epoch) {
            return Optional.empty();
        }
    }
}
