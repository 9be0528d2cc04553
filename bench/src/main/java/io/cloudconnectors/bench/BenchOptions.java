package io.cloudconnectors.bench;

import io.cloudconnectors.local.launcher.UsageException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much is measured.
 *
 * @param connectors of the ordinary tenants together; one large tenant has a tenth of it besides
 * @param visited how many tenants are asked for, each with a token of its own
 * @param length of each window
 */
record BenchOptions(int connectors, int tenants, int visited, int clients, int rounds, Duration length) {
    private static final Map<String, Integer> DEFAULTS = Map.of(
            "--connectors", 1_000_000,
            "--tenants", 1_000,
            "--visited", 100,
            "--clients", 8,
            "--rounds", 5,
            "--seconds", 10);

    /** Eleven measures of this length stay within the life of an access token. */
    private static final long LONGEST_TURN_SECONDS = 140;

    /** @throws UsageException saying what to write instead */
    static BenchOptions of(List<String> arguments) {
        var numbers = new HashMap<>(DEFAULTS);
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!DEFAULTS.containsKey(name)) {
                throw new UsageException("There is no option '%s': use one of %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        DEFAULTS.keySet().stream().sorted().toList())));
            }
            numbers.put(name, OptionValues.number(OptionValues.at(arguments, i + 1, name), name));
        }
        return checked(new BenchOptions(
                number(numbers, "--connectors"),
                number(numbers, "--tenants"),
                number(numbers, "--visited"),
                number(numbers, "--clients"),
                number(numbers, "--rounds"),
                Duration.ofSeconds(number(numbers, "--seconds"))));
    }

    private static BenchOptions checked(BenchOptions options) {
        if (options.connectors < options.tenants || options.connectors < 1_000) {
            throw new UsageException("--connectors needs at least 1000, and one for each of --tenants.");
        }
        if ((options.rounds + 2) * options.length.toSeconds() > LONGEST_TURN_SECONDS) {
            throw new UsageException("--rounds and --seconds are too many: the access tokens are good for 30 minutes."
                    + " Two rounds of warming up count too, and all rounds together may take %d s for each measure."
                            .formatted(LONGEST_TURN_SECONDS));
        }
        return new BenchOptions(
                options.connectors,
                options.tenants,
                Math.min(options.visited, options.tenants),
                options.clients,
                options.rounds,
                options.length);
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.getOrDefault(name, 0);
    }
}
