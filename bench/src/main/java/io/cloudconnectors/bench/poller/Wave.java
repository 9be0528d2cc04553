package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.load.Window;
import io.cloudconnectors.bench.plot.LineChart;
import io.cloudconnectors.bench.poller.Run.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Runs that were sent together, after the last of them has ended. */
record Wave(List<Ended> runs) {
    Wave {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("No runs");
        }
    }

    private long first() {
        return runs.stream().mapToLong(Ended::leased).min().orElseThrow();
    }

    /** From the first lease to the last end. */
    double seconds() {
        return (runs.stream().mapToLong(Ended::ended).max().orElseThrow() - first()) / 1e9;
    }

    long assets() {
        return runs.stream().mapToLong(Ended::assets).sum();
    }

    long calls() {
        return runs.stream().mapToLong(Ended::calls).sum();
    }

    /** The time from lease to end within which this share of the runs ended: the nearest rank. */
    double millis(double share) {
        return Window.of(
                        Duration.ofNanos(Math.round(seconds() * 1e9)),
                        runs.stream()
                                .mapToLong(run -> run.ended() - run.leased())
                                .toArray())
                .millis(share);
    }

    /** What the busiest poller did of what it would have done had all done as much: 1 is even, the number of pollers the worst. */
    double skew(int pollers, ToLongFunction<Ended> weight) {
        Collection<Long> each = runs.stream()
                .collect(Collectors.groupingBy(Ended::poller, Collectors.summingLong(weight)))
                .values();
        double all = each.stream().mapToLong(Long::longValue).sum();
        return each.stream().mapToLong(Long::longValue).max().orElseThrow() * pollers / all;
    }

    /** How many had ended, over the seconds since the first lease. */
    List<LineChart.Point> ends() {
        long begin = first();
        List<LineChart.Point> points = new ArrayList<>(List.of(new LineChart.Point(0, 0)));
        runs.stream()
                .mapToLong(Ended::ended)
                .sorted()
                .forEach(end -> points.add(new LineChart.Point((end - begin) / 1e9, points.size())));
        return points;
    }
}
