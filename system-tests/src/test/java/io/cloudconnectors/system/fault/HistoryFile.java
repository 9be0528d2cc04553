package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.history.Checker;
import io.cloudconnectors.history.Event;
import io.cloudconnectors.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The history of one seed as lines of JSON: a header, then an event on each line in the order in which they took effect. The
 * checker reads the file and nothing else, so that a history that was kept can be checked again.
 */
record HistoryFile(Path path) {
    private static final String AT = "t";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addMixIn(Event.class, Named.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static {
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            JSON.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    private interface Named {}

    /**
     * What a history is of.
     *
     * @param slack milliseconds from a deadline to the end of a run, at most
     * @param steps the faults, in their order
     * @param without what of the product was switched off, if anything
     * @param versions of what ran
     */
    record Header(
            long seed,
            String startedAt,
            long slack,
            List<String> steps,
            @Nullable Switch without,
            Map<String, String> versions) {}

    void write(Header header, List<Moment> history) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (var out = Files.newBufferedWriter(path)) {
            out.write(JSON.writeValueAsString(header));
            out.newLine();
            for (Moment moment : history) {
                ObjectNode line = JSON.createObjectNode().put(AT, moment.at());
                // By the type of the interface, for a record alone would be written without its name.
                line.setAll(
                        (ObjectNode) JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(moment.event())));
                out.write(JSON.writeValueAsString(line));
                out.newLine();
            }
        }
    }

    /** What does not hold of it. */
    List<Violation> check() throws IOException {
        var checker = new Checker(header().slack());
        events().forEach(checker);
        return checker.violations();
    }

    Header header() throws IOException {
        try (Stream<String> lines = Files.lines(path)) {
            return JSON.readValue(lines.findFirst().orElseThrow(), Header.class);
        }
    }

    List<Event> events() throws IOException {
        List<Event> events = new ArrayList<>();
        try (Stream<String> lines = Files.lines(path)) {
            for (String line : (Iterable<String>) lines.skip(1)::iterator) {
                events.add(JSON.readValue(line, Event.class));
            }
        }
        return events;
    }
}
