package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;

/** What processes wrote. */
final class Logs {
    private Logs() {}

    /** Whether one of its lines has all of the texts. */
    static boolean mention(StackProcess process, String... texts) {
        try (Stream<String> lines = Files.lines(process.log(), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> Stream.of(texts).allMatch(line::contains));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
