package io.cloudconnectors.simulation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How often what was reached. The services' own metrics say a part of it. */
public final class Coverage extends SimpleMeterRegistry {
    private static final Timer TIMER = new NoopTimer(id("timer", Meter.Type.TIMER));
    private static final DistributionSummary SUMMARY =
            new NoopDistributionSummary(id("summary", Meter.Type.DISTRIBUTION_SUMMARY));

    private final Map<String, long[]> counts = new HashMap<>();
    private final Map<String, Map<String, Tally>> tallies = new HashMap<>();

    private static Meter.Id id(String name, Meter.Type type) {
        return new Meter.Id(name, Tags.empty(), null, null, type);
    }

    /** Counts something by its name, a constant. */
    public void reached(String what) {
        counts.computeIfAbsent(what, _ -> new long[1])[0]++;
    }

    /** All that was reached, with how often. */
    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((what, count) -> all.put(what, count[0]));
        tallies.values()
                .forEach(ofName -> ofName.values().forEach(tally -> all.merge(tally.what, tally.count, Long::sum)));
        return all;
    }

    /** Adds what another one counted. */
    void add(Map<String, Long> others) {
        others.forEach((what, count) -> counts.computeIfAbsent(what, _ -> new long[1])[0] += count);
    }

    @Override
    public Counter counter(String name, String... tags) {
        // The values of tags are few: of one tag it is itself the key, of several they are put together.
        String values = tags.length == 2 ? tags[1] : (tags[1] + ' ' + tags[3]);
        return tallies.computeIfAbsent(name, _ -> new HashMap<>())
                .computeIfAbsent(values, _ -> new Tally(name + ' ' + values));
    }

    @Override
    public Timer timer(String name, String... tags) {
        return TIMER;
    }

    @Override
    public DistributionSummary summary(String name, String... tags) {
        return SUMMARY;
    }

    private static final class Tally extends NoopCounter {
        private final String what;
        private long count;

        Tally(String what) {
            super(id(what, Meter.Type.COUNTER));
            this.what = what;
        }

        @Override
        public void increment(double amount) {
            if (amount > 0) {
                count++;
            }
        }
    }
}
