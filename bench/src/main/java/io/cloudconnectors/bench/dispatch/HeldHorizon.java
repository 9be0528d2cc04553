package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.ScheduleRepository.Gate;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Load;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Supply;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Dispatching at full speed, while another transaction holds the horizon for a window: what was dispatched leaves dead rows and
 * index entries, which nobody may remove until that transaction ends.
 */
record HeldHorizon(Bed bed, DispatchOptions options, Consumer<String> tell) {
    /** So many times the rows of a window: it goes on for longer. */
    static final int ROWS = 2;
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
        List<Contender> contenders =
                List.of(new Contender.Raw(1, false, Chosen.RAW_THREADS, Chosen.RAW_BATCH), new Contender.Product(1));
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
            case Contender.Peer _ -> Supply.OVERDUE_FOR_WEEKS;
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
        Curve curve;
        try (var horizon = new Horizon(bed.schedule(), phases)) {
            curve = bed.watch(contender, point -> {
                horizon.at(point.seconds());
                return point.seconds() >= phases.end() || point.count() >= rows;
            });
        }
        tell.accept("%s: %.0f/s before, %.0f/s while held, %.0f/s after"
                .formatted(
                        contender.name(),
                        curve.perSecond(0, phases.hold()),
                        curve.perSecond(phases.hold(), phases.release()),
                        curve.perSecond(phases.release(), phases.end())));
        return curve;
    }

    /** Holds it and lets it go when it is time. */
    private static final class Horizon implements AutoCloseable {
        private final ScheduleRepository schedule;
        private final Phases phases;
        private @Nullable Connection holder;

        Horizon(ScheduleRepository schedule, Phases phases) {
            this.schedule = schedule;
            this.phases = phases;
        }

        void at(double seconds) throws SQLException {
            boolean held = seconds >= phases.hold() && seconds < phases.release();
            if (!held) {
                close();
            } else if (holder == null) {
                holder = schedule.holdHorizon();
            }
        }

        @Override
        public void close() throws SQLException {
            if (holder != null) {
                holder.close();
                holder = null;
            }
        }
    }
}
