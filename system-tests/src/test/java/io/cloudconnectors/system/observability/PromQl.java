package io.cloudconnectors.system.observability;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** As much of PromQL as it takes to find the metrics that an expression names. */
final class PromQl {
    /** Texts, matchers, ranges, and labels that are grouped or joined by: in none of them is a metric. */
    private static final Pattern NO_METRICS = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("\\b([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    private PromQl() {}

    static Set<String> metrics(String expression) {
        Set<String> metrics = new TreeSet<>();
        NAME.matcher(NO_METRICS.matcher(expression).replaceAll(" "))
                .results()
                .forEach(name -> metrics.add(name.group(1)));
        metrics.removeAll(WORDS);
        return metrics;
    }
}
