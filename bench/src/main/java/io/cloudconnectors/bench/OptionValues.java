package io.cloudconnectors.bench;

import io.cloudconnectors.local.launcher.UsageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands behind the names of options. */
public final class OptionValues {
    private OptionValues() {}

    /**
     * What stands at that place.
     *
     * @param name of the option before it
     * @throws UsageException when there is nothing
     */
    public static String at(List<String> arguments, int index, String name) {
        if (index >= arguments.size()) {
            throw new UsageException(name + " needs a value.");
        }
        return arguments.get(index);
    }

    /** @throws UsageException for anything but a number above 0 */
    public static int number(String value, String name) {
        if (!value.matches("[1-9][0-9]{0,7}")) {
            throw new UsageException("%s needs a number above 0, not '%s'.".formatted(name, value));
        }
        return Integer.parseInt(value);
    }

    /**
     * Some of a benchmark's parts, separated by commas, in lower case.
     *
     * @throws UsageException naming those that there are
     */
    public static <E extends Enum<E>> Set<E> some(Class<E> parts, String value) {
        Set<E> chosen = EnumSet.noneOf(parts);
        for (String one : value.split(",", -1)) {
            chosen.add(Arrays.stream(parts.getEnumConstants())
                    .filter(part -> text(part).equals(one))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("--only takes some of %s, separated by commas, not '%s'."
                            .formatted(
                                    Arrays.stream(parts.getEnumConstants())
                                            .map(OptionValues::text)
                                            .collect(Collectors.joining(", ")),
                                    one))));
        }
        return chosen;
    }

    private static String text(Enum<?> part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
