package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.OptionValues;
import io.cloudconnectors.local.launcher.UsageException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param rows of the schedule
 * @param length of a window
 * @param only what is measured
 * @param sweep whether the peers' settings are swept instead
 * @param docs whether tables and plots go to docs/bench
 */
record DispatchOptions(int rows, Duration length, int rounds, Set<Scenario> only, boolean sweep, boolean docs) {
    /** What can be measured alone. */
    enum Scenario {
        /** Dispatches a second, with one and with two instances. */
        THROUGHPUT,
        /** From due to being in Kafka, at 3,300 due a second. */
        PUNCTUALITY,
        /** All overdue at once, to the last one. */
        DRAIN,
        /** While another transaction holds the horizon. */
        XMIN,
        /** Results into the inventory. */
        RESULTS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, Integer> DEFAULTS = Map.of("--rows", 1_000_000, "--seconds", 60, "--rounds", 3);
    private static final Map<String, Integer> QUICK = Map.of("--rows", 50_000, "--seconds", 5, "--rounds", 1);
    private static final int LEAST_ROWS = 10_000;

    /** @throws UsageException saying what to write instead */
    static DispatchOptions of(List<String> arguments) {
        var numbers = new HashMap<>(arguments.contains("--quick") ? QUICK : DEFAULTS);
        Set<Scenario> only = EnumSet.allOf(Scenario.class);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "sweep", "--quick", "--docs" -> {}
                case "--only" -> only = OptionValues.some(Scenario.class, OptionValues.at(arguments, ++i, name));
                case "--rows", "--seconds", "--rounds" ->
                    numbers.put(name, OptionValues.number(OptionValues.at(arguments, ++i, name), name));
                default ->
                    throw new UsageException(
                            "There is no option '%s': use sweep, --rows, --seconds, --rounds, --only, --quick or --docs."
                                    .formatted(name));
            }
        }
        int rows = numbers.getOrDefault("--rows", 0);
        if (rows < LEAST_ROWS) {
            throw new UsageException("--rows needs at least %d.".formatted(LEAST_ROWS));
        }
        return new DispatchOptions(
                rows,
                Duration.ofSeconds(numbers.getOrDefault("--seconds", 0)),
                numbers.getOrDefault("--rounds", 0),
                only,
                arguments.contains("sweep"),
                arguments.contains("--docs"));
    }

    boolean has(Scenario scenario) {
        return only.contains(scenario);
    }
}
