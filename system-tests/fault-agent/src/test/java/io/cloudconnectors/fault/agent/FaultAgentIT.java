package io.cloudconnectors.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the agent's jar in real JVMs, since what a JVM lets an agent do is what this hangs on. */
class FaultAgentIT {

    /** What the JVMs of this test run. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println("millis " + System.currentTimeMillis());
            System.out.println("clock " + Clock.systemUTC().instant().toEpochMilli());
            System.out.println("clock-millis " + Clock.systemUTC().millis());
            System.out.println("source " + InstantSource.system().instant().toEpochMilli());
            System.out.println("source-millis " + InstantSource.system().millis());
            System.out.println("instant " + Instant.now().toEpochMilli());
            System.out.println("local "
                    + LocalDateTime.now(ZoneOffset.UTC)
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli());
            System.out.println("date " + new Date().getTime());
            System.out.println(Bystander.word());
            report();
        }

        private static void report() {
            System.out.println("reported");
        }
    }

    /** Has nothing that an agent would change. */
    static final class Bystander {
        private Bystander() {}

        static String word() {
            return "bystander";
        }
    }

    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final String PROGRAM = Program.class.getName();
    private static final String[] CLOCKS = {
        "millis", "clock", "clock-millis", "source", "source-millis", "instant", "local", "date"
    };

    @TempDir
    private Path directory;

    private Path programJar;

    @BeforeEach
    void writeTheProgram() throws IOException {
        programJar = directory.resolve("program.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(programJar))) {
            for (Class<?> one : List.of(Program.class, Bystander.class)) {
                String entry = one.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream in = Objects.requireNonNull(one.getResourceAsStream("/" + entry))) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    @Test
    void everyWayToAskForTheTimeIsOffByTheSame() throws Exception {
        var agent = AgentOptions.NONE.withClock(AHEAD);
        Instant before = Instant.now();

        Run run = run(agent, List.of());

        Instant after = Instant.now();
        assertThat(run.output()).contains("fault-agent: the wall clock is off by +600 s");
        assertThat(CLOCKS)
                .allSatisfy(clock ->
                        assertThat(run.time(clock).minus(AHEAD)).as(clock).isBetween(before.minusMillis(1), after));
    }

    @Test
    void aClockThatIsBehindIsBehind() throws Exception {
        Instant before = Instant.now();

        Run run = run(AgentOptions.NONE.withClock(AHEAD.negated()), List.of());

        assertThat(run.time("instant").plus(AHEAD)).isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void aMethodIsOffAndATextIsAnother() throws Exception {
        var agent = AgentOptions.NONE
                .with(new Change.Off(PROGRAM, "report", false))
                .with(new Change.Swap(Bystander.class.getName(), "bystander", "it's changed, \"quoted\" & all"));
        Instant before = Instant.now();

        Run run = run(agent, List.of());

        assertThat(run.status()).isZero();
        assertThat(run.output())
                .doesNotContain("reported")
                .contains("it's changed, \"quoted\" & all")
                .contains("fault-agent: " + PROGRAM + "#report is off");
        assertThat(run.time("instant"))
                .as("without a clock in the options")
                .isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void aJvmWithoutTheFaultThatWasAskedForDoesNotGoOn() throws Exception {
        Run run = run(AgentOptions.NONE.with(new Change.Off(PROGRAM, "renamed", false)), List.of());

        assertThat(run.status()).isEqualTo(70);
        assertThat(run.output()).doesNotContain("millis ").contains("has 0 methods renamed");
    }

    @Test
    void itWorksWithAClassArchiveThatWasMadeWithoutIt() throws Exception {
        var archive = List.of("-XX:SharedArchiveFile=" + directory.resolve("program.jsa"), "-Xlog:class+load");
        var making = new ArrayList<>(archive);
        making.add("-XX:+AutoCreateSharedArchive");
        run(AgentOptions.NONE, making);
        Instant before = Instant.now();

        Run run = run(AgentOptions.NONE.withClock(AHEAD), archive);

        assertThat(run.time("clock").minus(AHEAD)).isBetween(before.minusMillis(1), Instant.now());
        assertThat(run.lines(Bystander.class.getName()))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    private Run run(AgentOptions agent, List<String> jvmOptions) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", programJar.toString(), PROGRAM));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!agent.equals(AgentOptions.NONE)) {
            builder.environment().putAll(agent.environment(agentJar()));
        }
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            return new Run(new String(output.readAllBytes()), process.waitFor());
        }
    }

    private static Path agentJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How a JVM ended, and what it said. */
    private record Run(String output, int status) {
        List<String> lines(String containing) {
            return output.lines()
                    .filter(line -> line.contains(containing + " source:"))
                    .toList();
        }

        Instant time(String clock) {
            return output.lines()
                    .filter(line -> line.startsWith(clock + " "))
                    .map(line -> Instant.ofEpochMilli(Long.parseLong(line.substring(clock.length() + 1))))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + clock + " in " + output));
        }
    }
}
