package io.cloudconnectors.local.launcher;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's options: flags, and options with a value; anything else is refused by name. */
record Arguments(Set<String> flags, Map<String, String> values) {

    static Arguments parse(List<String> arguments, Set<String> knownFlags, Set<String> knownValues) {
        var flags = new HashSet<String>();
        var values = new HashMap<String, String>();
        var left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            var argument = left.pop();
            if (knownFlags.contains(argument)) {
                flags.add(argument);
            } else if (knownValues.contains(argument)) {
                if (left.isEmpty()) {
                    throw new UsageException(argument + " needs a value.");
                }
                values.put(argument, left.pop());
            } else {
                throw new UsageException("There is no option '%s' here; ./dev help lists them.".formatted(argument));
            }
        }
        return new Arguments(Set.copyOf(flags), Map.copyOf(values));
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    String required(String option) {
        return value(option).orElseThrow(() -> new UsageException(option + " is missing."));
    }

    int number(String option, int otherwise, int minimum, int maximum) {
        var value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) < minimum || Integer.parseInt(value) > maximum) {
            throw new UsageException("%s must be a number from %d to %d.".formatted(option, minimum, maximum));
        }
        return Integer.parseInt(value);
    }
}
