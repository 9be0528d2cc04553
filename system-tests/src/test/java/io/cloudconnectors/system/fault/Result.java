package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.history.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What came of a seed, kept as a line of JSON.
 *
 * @param kinds what it was to go through
 * @param violated the invariant of each violation
 * @param unreached how many faults were not made where they were meant
 */
record Result(long seed, List<FaultKind> kinds, List<Invariant> violated, int unreached, long seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path file(Path directory, long seed) {
        return directory.resolve("seed-%d.result".formatted(seed));
    }

    static Result read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Result.class);
    }

    /** Whole or not at all. */
    void write(Path directory) throws IOException {
        Path draft = directory.resolve("draft");
        Files.writeString(draft, JSON.writeValueAsString(this) + System.lineSeparator());
        Files.move(draft, file(directory, seed), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return "seed=%d violations=%d unreached=%d seconds=%d".formatted(seed, violated.size(), unreached, seconds);
    }
}
