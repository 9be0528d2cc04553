package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.ScheduleRepository.Gate;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Load;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Supply;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Dispatching at full speed, while another transaction holds the horizon for a window: what was dispatched leaves dead rows and
 * index entries, which nobody may remove until that transaction ends.
 */
record HeldHorizon(Bed bed, DispatchOptions options, Consumer<String> tell) {
    private static final int ROWS = 2;
    /** Of a window: before it is held. */
    private static final double LEAD = 1.0 / 3;

    /** When it was held, and for how long the curve goes on; in seconds. */
    record Phases(double hold, double release, double end) {
        static Phases of(DispatchOptions options) {
            double window = options.length().toSeconds();
            return new Phases(window * LEAD, window * (1 + LEAD), window * (2 + LEAD));
        }
    }

    Map<Contender, Curve> run() throws SQLException {
        var curves = new LinkedHashMap<Contender, Curve>();
        List<Contender> contenders = new ArrayList<>(
                List.of(new Contender.Raw(1, false, Chosen.RAW_THREADS, Chosen.RAW_BATCH), new Contender.Product(1)));
        for (Contender contender : contenders) {
            curves.put(contender, measure(contender));
        }
        return curves;
    }

    private Curve measure(Contender contender) throws SQLException {
        int rows = options.rows() * ROWS;
        var phases = Phases.of(options);
        // The product makes up for overdue periods once; the peer for each, and has no end of work.
        Supply supply = switch (contender) {
            case Contender.Product _ -> Supply.OVERDUE;
            case Contender.Raw _, Contender.DbScheduler _ -> Supply.OVERDUE_FOR_WEEKS;
        };
        try (var _ = bed.start(contender)) {
            bed.warmUp(contender, Throughput.warmUp(options));
            try (Gate gate = bed.schedule().load(new Load(contender.layout(), supply, rows, 0, 1))) {
                bed.tap().begin(contender.topic());
                gate.open();
                return watch(contender, phases, supply == Supply.OVERDUE ? rows : Long.MAX_VALUE);
            } finally {
                bed.schedule().clear();
            }
        }
    }

    private Curve watch(Contender contender, Phases phases, long rows) throws SQLException {
        var holder = new AtomicReference<Connection>();
        var failure = new AtomicReference<SQLException>();
        var curve = bed.watch(contender, point -> {
            try {
                if (point.seconds() >= phases.release() && holder.get() != null) {
                    holder.getAndSet(null).close();
                } else if (point.seconds() >= phases.hold()
                        && point.seconds() < phases.release()
                        && holder.get() == null) {
                    holder.set(bed.schedule().holdHorizon());
                }
            } catch (SQLException e) {
                failure.set(e);
                return true;
            }
            return point.seconds() >= phases.end() || point.count() >= rows;
        });
        if (holder.get() != null) {
            holder.get().close();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        tell.accept("%s: %.0f/s before, %.0f/s while held, %.0f/s after"
                .formatted(
                        contender.name(),
                        curve.perSecond(0, phases.hold()),
                        curve.perSecond(phases.hold(), phases.release()),
                        curve.perSecond(phases.release(), phases.end())));
        return curve;
    }
}
