package io.cloudconnectors.bench.plot;

import io.cloudconnectors.local.servers.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of docs/bench of which a benchmark writes what stands between two marks.
 *
 * @param name of the page without its ending, and of its plots before theirs
 * @param plots SVG by name
 */
public record MeasuredPage(String name, List<String> text, Map<String, String> plots) {
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    public MeasuredPage {
        text = List.copyOf(text);
        plots = new LinkedHashMap<>(plots);
    }

    /** Into the docs of this repository. */
    public void write() {
        write(Home.directory().resolve("docs/bench"));
    }

    void write(Path docs) {
        try {
            Path page = docs.resolve(name + ".md");
            String before = Files.readString(page);
            int begin = before.indexOf(BEGIN);
            int end = before.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(page + " lacks its marks: " + BEGIN + " and " + END);
            }
            var measured = new ArrayList<>(text);
            for (var plot : plots.entrySet()) {
                Files.writeString(docs.resolve(file(plot.getKey())), plot.getValue());
                measured.addAll(List.of("", "![" + plot.getKey() + "](" + file(plot.getKey()) + ")"));
            }
            Files.writeString(
                    page,
                    before.substring(0, begin + BEGIN.length())
                            + "\n" + String.join("\n", measured) + "\n"
                            + before.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String plot) {
        return name + "-" + plot + ".svg";
    }
}
