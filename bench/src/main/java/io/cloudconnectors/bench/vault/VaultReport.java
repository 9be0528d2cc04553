package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.plot.LineChart;
import io.cloudconnectors.bench.plot.MeasuredPage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables, plots and a line for each goal: printed as they come, and kept for docs/bench/vault.md. */
final class VaultReport {
    private final VaultOptions options;
    private final PrintStream out;
    private final List<String> text = new ArrayList<>();
    private final Map<String, String> plots = new LinkedHashMap<>();

    VaultReport(VaultOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        add(
                "`--keys %d --clients %d --rounds %d --seconds %d`, %d processors, PostgreSQL with fsync on. Medians of the rounds"
                        + " (least - most).",
                options.keys(),
                options.clients(),
                options.rounds(),
                options.length().toSeconds(),
                Runtime.getRuntime().availableProcessors());
    }

    void heading(String title) {
        add("");
        add("### %s", title);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library that is here
    void add(String pattern, Object... values) {
        line(String.format(Locale.ROOT, pattern, values));
    }

    void line(String line) {
        out.println(line);
        text.add(line);
    }

    void plot(String name, LineChart chart) {
        plots.put(name, chart.svg());
    }

    static String met(boolean met) {
        return met ? "met" : "short";
    }

    /** With {@code --docs}. */
    void write() {
        if (options.docs()) {
            new MeasuredPage("vault", text, plots).write();
        }
    }
}
