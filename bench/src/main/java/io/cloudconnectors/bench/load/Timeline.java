package io.cloudconnectors.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When requests were due, and how long each took. */
public record Timeline(List<Sample> samples) {

    public Timeline {
        samples = List.copyOf(samples);
    }

    /**
     * A request.
     *
     * @param seconds when it was due
     * @param nanos from then to its answer
     */
    public record Sample(double seconds, long nanos) {}

    /** One figure of a stretch of time. */
    public record Figure(double seconds, double value) {}

    /** The requests that were due from one time until before another. */
    public Window between(double from, double to) {
        return Window.of(
                Duration.ofNanos(Math.round((to - from) * 1e9)),
                samples.stream()
                        .filter(sample -> sample.seconds() >= from && sample.seconds() < to)
                        .mapToLong(Sample::nanos)
                        .toArray());
    }

    /**
     * The milliseconds within which that share of the requests of each stretch was answered; a stretch without any is left out.
     *
     * @param stretch seconds
     */
    public List<Figure> millis(double share, double stretch) {
        double end = samples.stream().mapToDouble(Sample::seconds).max().orElse(0);
        var figures = new ArrayList<Figure>();
        for (int i = 0; i * stretch <= end; i++) {
            var window = between(i * stretch, (i + 1) * stretch);
            if (window.nanos().length > 0) {
                figures.add(new Figure(i * stretch, window.millis(share)));
            }
        }
        return figures;
    }
}
