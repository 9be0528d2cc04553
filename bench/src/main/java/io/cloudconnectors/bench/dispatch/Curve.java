package io.cloudconnectors.bench.dispatch;

import java.util.ArrayList;
import java.util.List;

/** How a count grew. */
record Curve(List<Point> points) {

    Curve {
        points = List.copyOf(points);
    }

    /**
     * The count at a time.
     *
     * @param seconds since the beginning
     */
    record Point(double seconds, double count) {}

    double seconds() {
        return points.getLast().seconds();
    }

    long count() {
        return (long) points.getLast().count();
    }

    /** Over the whole. */
    double perSecond() {
        return count() / Math.max(seconds(), 1e-9);
    }

    /** Between two times, of which the second may lie behind the end. */
    double perSecond(double from, double to) {
        Point first = points.getFirst();
        Point last = points.getFirst();
        for (Point point : points) {
            if (point.seconds() <= from) {
                first = point;
            }
            if (point.seconds() <= to) {
                last = point;
            }
        }
        double elapsed = last.seconds() - first.seconds();
        return elapsed <= 0 ? 0 : (last.count() - first.count()) / elapsed;
    }

    /** The rate over each stretch of at least this many seconds, at its end. */
    Curve rates(double stretch) {
        List<Point> rates = new ArrayList<>();
        Point begin = points.getFirst();
        for (Point point : points) {
            double elapsed = point.seconds() - begin.seconds();
            if (elapsed >= stretch) {
                rates.add(new Point(point.seconds(), (point.count() - begin.count()) / elapsed));
                begin = point;
            }
        }
        return new Curve(rates.isEmpty() ? List.of(new Point(seconds(), perSecond())) : rates);
    }
}
