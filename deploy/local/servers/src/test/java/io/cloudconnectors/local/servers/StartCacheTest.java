package io.cloudconnectors.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import io.cloudconnectors.local.servers.StartCache.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs: what they do with an archive that does not fit is why the cache looks after them. */
class StartCacheTest {

    /** What the JVMs of this test run. */
    static final class Program {
        public static void main(String[] arguments) {
            System.out.println("ran");
        }
    }

    private static final String NAME = Program.class.getName();

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void setUp() throws IOException {
        jar = directory.resolve("program.jar");
        writeJar("first");
    }

    @Test
    void theSecondStartTakesItsClassesFromTheCache() {
        assertThat(run()).contains(NAME + " source: file:");
        assertThat(run()).contains(NAME + " source: shared objects file");
    }

    @Test
    void aStartThatOnlyUsesTheCacheMakesNone() throws IOException {
        assertThat(run(Mode.USE)).contains(NAME + " source: file:");
        assertThat(archives()).isEmpty();
        run(Mode.RECORD);
        assertThat(run(Mode.USE)).contains(NAME + " source: shared objects file");
    }

    @Test
    void anArchiveOfOlderJarsIsReplaced() throws IOException {
        run();
        var older = archives().getFirst();

        writeJar("another comment");

        assertThat(run()).contains(NAME + " source: file:");
        assertThat(run()).contains(NAME + " source: shared objects file");
        assertThat(archives()).hasSize(1).doesNotContain(older);
    }

    @Test
    void aHalfWrittenArchiveIsReplaced() throws IOException {
        run();
        Files.write(archives().getFirst(), new byte[8192]);

        assertThat(run()).contains(NAME + " source: file:");
        assertThat(run()).contains(NAME + " source: shared objects file");
    }

    /** What the JVM says of the classes that it loads. */
    private String run() {
        return run(Mode.RECORD);
    }

    private String run(Mode mode) {
        var command = new ArrayList<>(List.of(Jars.java()));
        command.addAll(StartCache.options(mode, directory, List.of(), List.of(jar)));
        command.addAll(List.of("-Xlog:class+load", "-cp", jar.toString(), NAME));
        var log = directory.resolve("program.log");
        var process = ServerProcess.start(
                new ServerProcess.Spec("program", command, Map.of(), directory, log, Lifetime.OF_PARENT));
        process.handle().onExit().join();
        process.stop(Signal.TERM, Duration.ofSeconds(20));
        assertThat(process.line("ran")).isPresent();
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(NAME)).findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> archives() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private void writeJar(String comment) throws IOException {
        var entry = NAME.replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var in = Program.class.getResourceAsStream("/" + entry)) {
            out.setComment(comment);
            out.putNextEntry(new JarEntry(entry));
            out.write(in.readAllBytes());
            out.closeEntry();
        }
    }
}
