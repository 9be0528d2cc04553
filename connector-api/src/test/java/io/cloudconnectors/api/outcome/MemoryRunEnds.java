package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.memory.ConnectorRow;
import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.RunRow;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.history.Event;
import java.util.Optional;
import java.util.UUID;

/** The port of ends in memory. */
public final class MemoryRunEnds implements RunEnds {
    private final Tables tables;
    private final Pace pace;

    public MemoryRunEnds(Tables tables, Pace pace) {
        this.tables = tables;
        this.pace = pace;
    }

    @Override
    public Optional<OpenRun> open(UUID runId) {
        return tables.in(() -> Optional.ofNullable(tables.runs.get(runId))
                .filter(run -> run.state == RunState.RUNNING)
                .map(this::open));
    }

    private OpenRun open(RunRow run) {
        int arrived = 0;
        int incomplete = 0;
        for (RunRow.SliceRow slice : run.slices.values()) {
            if (slice.attempt() == run.attempt) {
                arrived++;
                incomplete += slice.incomplete() ? 1 : 0;
            }
        }
        var life = new RunLife.Running(run.attempt, run.epoch, run.stop(tables.now()), run.handedBack);
        return tables.has(Mutant.SUCCESS_BELIEVED)
                ? new OpenRun(run.id, life, Integer.MAX_VALUE, 0, null)
                : new OpenRun(run.id, life, arrived, incomplete, null);
    }

    @Override
    public boolean finish(OpenRun run, RunEnd end) {
        return tables.in(() -> {
            boolean ended = end(run, end, false);
            if (ended) {
                RunRow row = tables.runs.get(run.id());
                tables.tell(new Event.ReportTaken(row.connector.id, run.life().epoch()));
            }
            return ended;
        });
    }

    @Override
    public boolean lapse(OpenRun run, RunEnd end) {
        return tables.in(() -> end(run, end, true));
    }

    private boolean end(OpenRun open, RunEnd end, boolean lapsed) {
        RunRow run = tables.runs.get(open.id());
        if (run == null || !isHeld(run, open.life()) || lapsed && run.leaseExpiresAt > tables.now()) {
            return false;
        }
        tables.end(run, end.state());
        run.end = end;
        ConnectorRow connector = run.connector;
        if (!connector.deleted) {
            settle(connector, new StandingEvent.Ended(run.trigger, end, connector.changed));
        }
        if (run.id.equals(connector.activeRun)) {
            connector.activeRun = null;
            connector.running = false;
            connector.changed = false;
        }
        return true;
    }

    private boolean isHeld(RunRow run, RunLife.Running life) {
        boolean running =
                run.state == RunState.RUNNING || tables.has(Mutant.END_REPEATS) && run.state != RunState.QUEUED;
        boolean current = run.attempt == life.attempt() && run.epoch == life.epoch();
        return running && (current || tables.has(Mutant.END_UNFENCED));
    }

    private void settle(ConnectorRow connector, StandingEvent event) {
        Standing.Next next = connector.standing.on(event, pace);
        connector.standing = next.standing();
        long now = tables.now();
        connector.nextRunAt = switch (next.due()) {
            case Due.Unmoved() -> connector.nextRunAt;
            case Due.OnGrid(var back) -> connector.nextSlot(now - back.toMillis());
            case Due.In(var pause) -> now + pause.toMillis();
        };
    }
}
