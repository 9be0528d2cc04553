package io.cloudconnectors.bench.vault;

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
 * @param keys data keys that are rotated
 * @param clients that reveal and seal at once
 * @param rounds of each comparison
 * @param length of a window over HTTP; what needs no HTTP takes a quarter of it
 * @param only what is measured
 * @param docs whether tables and plots go to docs/bench
 */
record VaultOptions(int keys, int clients, int rounds, Duration length, Set<Part> only, boolean docs) {
    /** What can be measured alone. */
    enum Part {
        /** Sealing and opening beside the bare JDK. */
        CRYPTOGRAPHY,
        /** Reveals and seals over HTTP, beside a bare endpoint. */
        REVEAL,
        /** Reveals while a tenant key is rotated. */
        ROTATION,
        /** Opening with a KEK in a slow KMS. */
        KMS
    }

    private static final Map<String, Integer> DEFAULTS =
            Map.of("--keys", 1_000_000, "--clients", 32, "--rounds", 5, "--seconds", 8);
    private static final Map<String, Integer> QUICK =
            Map.of("--keys", 20_000, "--clients", 32, "--rounds", 2, "--seconds", 2);

    /** @throws UsageException saying what to write instead */
    static VaultOptions of(List<String> arguments) {
        var numbers = new HashMap<>(arguments.contains("--quick") ? QUICK : DEFAULTS);
        Set<Part> only = EnumSet.allOf(Part.class);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--quick", "--docs" -> {}
                case "--only" -> only = OptionValues.some(Part.class, OptionValues.at(arguments, ++i, name));
                case "--keys", "--clients", "--rounds", "--seconds" ->
                    numbers.put(name, OptionValues.number(OptionValues.at(arguments, ++i, name), name));
                default ->
                    throw new UsageException(
                            "There is no option '%s': use --keys, --clients, --rounds, --seconds, --only, --quick or --docs."
                                    .formatted(name));
            }
        }
        return new VaultOptions(
                numbers.getOrDefault("--keys", 0),
                numbers.getOrDefault("--clients", 0),
                numbers.getOrDefault("--rounds", 0),
                Duration.ofSeconds(numbers.getOrDefault("--seconds", 0)),
                only,
                arguments.contains("--docs"));
    }

    boolean has(Part part) {
        return only.contains(part);
    }

    /** Of one side of a round of what needs no HTTP. */
    Duration shortLength() {
        return length.dividedBy(4);
    }
}
