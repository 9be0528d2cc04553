package io.cloudconnectors.system.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The tables of docs/metrics.md: the metrics of each service, by the names that Prometheus has for them. */
final class MetricsTable {
    static final Path HOME = Path.of(System.getProperty("cloudconnectors.home"));

    private static final Pattern SECTION = Pattern.compile("## (\\S+)");
    private static final Pattern ENTRY = Pattern.compile("\\| `(\\w+)` \\|.*");
    /** Those of a sentence: they are there with their first event. */
    private static final Pattern NAMED = Pattern.compile("`(\\w+_(?:total|seconds_count|seconds_sum))`");

    private MetricsTable() {}

    /** What each service tells from its start, or once it did its work. */
    static Map<String, Set<String>> byService() throws IOException {
        Map<String, Set<String>> services = new LinkedHashMap<>();
        Set<String> metrics = new TreeSet<>();
        for (String line : lines()) {
            var section = SECTION.matcher(line);
            var entry = ENTRY.matcher(line);
            if (section.matches()) {
                metrics = services.computeIfAbsent(section.group(1), _ -> new TreeSet<>());
            } else if (entry.matches()) {
                metrics.add(entry.group(1));
            }
        }
        return services;
    }

    /** All that is named anywhere. */
    static Set<String> all() throws IOException {
        Set<String> all = new TreeSet<>();
        byService().values().forEach(all::addAll);
        for (String line : lines()) {
            NAMED.matcher(line).results().forEach(name -> all.add(name.group(1)));
        }
        return all;
    }

    private static Iterable<String> lines() throws IOException {
        return Files.readAllLines(HOME.resolve("docs/metrics.md"));
    }
}
