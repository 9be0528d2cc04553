package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.OptionValues;
import io.cloudconnectors.local.launcher.UsageException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param runs that are under way at once
 * @param resources of the one large account
 * @param rounds of each comparison
 * @param length of a window in which short runs meet a slow account
 * @param only what is measured
 * @param docs whether tables and plots go to docs/bench
 */
record PollerOptions(int runs, int resources, int rounds, Duration length, Set<Part> only, boolean docs) {
    /** What can be measured alone. */
    enum Part {
        /** Runs a second and what each takes, beside a bare loop and a pool of platform threads. */
        RUNS,
        /** One account with many resources. */
        ACCOUNT,
        /** One, two and four pollers before accounts of unequal sizes. */
        POLLERS,
        /** Short runs beside an account that takes 30 seconds. */
        NEIGHBOUR,
        /** From the start of a process to its first lease. */
        START
    }

    private static final Map<String, Integer> DEFAULTS =
            Map.of("--runs", 1_000, "--resources", 100_000, "--rounds", 3, "--seconds", 20);
    private static final Map<String, Integer> QUICK =
            Map.of("--runs", 200, "--resources", 10_000, "--rounds", 1, "--seconds", 5);
    private static final int LEAST_RESOURCES = 10_000;
    /** The slow account has to be slow for longer. */
    private static final int MOST_SECONDS = 25;

    /** @throws UsageException saying what to write instead */
    static PollerOptions of(List<String> arguments) {
        var numbers = new HashMap<>(arguments.contains("--quick") ? QUICK : DEFAULTS);
        Set<Part> only = EnumSet.allOf(Part.class);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--quick", "--docs" -> {}
                case "--only" -> only = OptionValues.some(Part.class, OptionValues.at(arguments, ++i, name));
                case "--runs", "--resources", "--rounds", "--seconds" ->
                    numbers.put(name, OptionValues.number(OptionValues.at(arguments, ++i, name), name));
                default ->
                    throw new UsageException(
                            "There is no option '%s': use --runs, --resources, --rounds, --seconds, --only, --quick or --docs."
                                    .formatted(name));
            }
        }
        if (numbers.getOrDefault("--resources", 0) < LEAST_RESOURCES) {
            throw new UsageException("--resources needs at least %d.".formatted(LEAST_RESOURCES));
        }
        if (numbers.getOrDefault("--seconds", 0) > MOST_SECONDS) {
            throw new UsageException(
                    "--seconds needs at most %d: the slow account is slow for 30.".formatted(MOST_SECONDS));
        }
        return new PollerOptions(
                numbers.getOrDefault("--runs", 0),
                numbers.getOrDefault("--resources", 0),
                numbers.getOrDefault("--rounds", 0),
                Duration.ofSeconds(numbers.getOrDefault("--seconds", 0)),
                only,
                arguments.contains("--docs"));
    }

    boolean has(Part part) {
        return only.contains(part);
    }

    /** Of the account that shows whether memory grows with size: a hundredth, a tenth, all. */
    List<Integer> sizes() {
        return List.of(resources / 100, resources / 10, resources);
    }
}
