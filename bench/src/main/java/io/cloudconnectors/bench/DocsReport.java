package io.cloudconnectors.bench;

import io.cloudconnectors.bench.plot.LineChart;
import io.cloudconnectors.bench.plot.MeasuredPage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables, plots and a line for each goal: printed as they come, and kept for a page of docs/bench. */
public final class DocsReport {
    private final String page;
    private final boolean docs;
    private final PrintStream out;
    private final List<String> text = new ArrayList<>();
    private final Map<String, String> plots = new LinkedHashMap<>();

    /** @param docs whether {@link #write} writes the page */
    public DocsReport(String page, boolean docs, PrintStream out) {
        this.page = page;
        this.docs = docs;
        this.out = out;
    }

    public void heading(String title) {
        line("");
        line("### " + title);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library that is here
    public void add(String pattern, Object... values) {
        line(String.format(Locale.ROOT, pattern, values));
    }

    public void line(String line) {
        out.println(line);
        text.add(line);
    }

    public void plot(String name, LineChart chart) {
        plots.put(name, chart.svg());
    }

    public void write() {
        if (docs) {
            new MeasuredPage(page, text, plots).write();
        }
    }
}
