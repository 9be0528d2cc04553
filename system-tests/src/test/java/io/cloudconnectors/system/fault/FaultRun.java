package io.cloudconnectors.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.history.Violation;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test of faults does: that of the gate, or what {@code ./dev faults} says by system properties.
 *
 * @param ofTheGate the faults for which there is time in the gate, which its seeds share
 * @param seedsOfTheGate {@code 1-3}
 */
record FaultRun(Subject subject, List<FaultKind> ofTheGate, String seedsOfTheGate) {
    /** Without one it is the gate. */
    private static final @Nullable String DIRECTORY = System.getProperty("faults.directory");

    /** What of the product is switched off. */
    private static final Optional<Switch> WITHOUT = Optional.ofNullable(System.getProperty("faults.without"))
            .map(name -> Switch.valueOf(name.toUpperCase(Locale.ROOT)));

    void assertThatAllIsWell() throws Exception {
        String kept = System.getProperty("faults.check");
        Verdict verdict = kept == null ? campaign().run() : check(new HistoryFile(Path.of(kept)));
        verdict.objection().ifPresent(System.out::println);
        System.out.println(verdict);
        assertThat(verdict.objection()).as(verdict.toString()).isEmpty();
    }

    private Campaign campaign() throws IOException {
        String[] seeds = System.getProperty("faults.seeds", seedsOfTheGate).split("-", 2);
        return new Campaign(
                subject,
                name(),
                directory(),
                Long.parseLong(seeds[0]),
                Long.parseLong(seeds[seeds.length - 1]),
                kinds(),
                DIRECTORY == null,
                WITHOUT);
    }

    private String name() {
        return System.getProperty("faults.name", subject.name().toLowerCase(Locale.ROOT));
    }

    /** A history that was kept. */
    private Verdict check(HistoryFile history) throws IOException {
        var violations = history.check();
        Campaign.print(violations);
        return new Verdict(
                name(),
                1,
                violations.stream().map(Violation::invariant).toList(),
                0,
                Optional.ofNullable(history.header().without()));
    }

    /** Where results are kept; without a name for it they are for this once. */
    private Path directory() throws IOException {
        if (DIRECTORY != null) {
            return Path.of(DIRECTORY);
        }
        var once = Home.directory().resolve("system-tests/target/faults").resolve(name());
        CacheDirectory.delete(once);
        return once;
    }

    private List<FaultKind> kinds() {
        String named = System.getProperty("faults.kinds", "");
        if (DIRECTORY == null) {
            return ofTheGate;
        }
        if (named.isEmpty()) {
            return WITHOUT.map(Switch::provokedBy).orElse(FaultKind.of(subject));
        }
        return Stream.of(named.split(",")).map(FaultKind::valueOf).toList();
    }
}
