package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs, for people's scripts and for the next {@code ./dev}: {@code stack.json} in the state directory. Written
 * whenever a process starts, before it is ready, so that a killed launcher leaves nothing unknown.
 *
 * @param ready whether everything came up
 * @param urls by process name; {@code kafka} and {@code postgres} are {@code host:port}
 */
record StackFile(boolean ready, ProcessReference launcher, Map<String, String> urls, List<Entry> processes) {

    /** @param log where its output goes */
    record Entry(String name, ProcessReference process, String log) {}

    private static final String NAME = "stack.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Optional<StackFile> read(Path state) {
        var file = state.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), StackFile.class));
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    void write(Path state) {
        try {
            Files.createDirectories(state);
            var draft = state.resolve(NAME + ".draft");
            Files.writeString(draft, JSON.writeValueAsString(this) + "\n");
            Files.move(draft, state.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("stack.json could not be written", e);
        }
    }

    static void delete(Path state) {
        try {
            Files.deleteIfExists(state.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("stack.json could not be deleted", e);
        }
    }

    List<Entry> alive() {
        return processes.stream()
                .filter(entry -> entry.process().find().isPresent())
                .toList();
    }

    /** Started whole and still whole. */
    boolean isRunning() {
        return ready && !processes.isEmpty() && alive().size() == processes.size();
    }
}
