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
import org.junit.jupiter.api.Test;

/**
 * Dispatch, leases and results keep their promises whatever fails: six faults in real processes, shared by three seeds, and each
 * seed with all of them, as many as one wants, with {@code ./dev faults dispatch}, which says by system properties what to do.
 */
class DispatchFaultsE2E {
    private static final String NAME = System.getProperty("faults.name", "dispatch");
    private static final String SEEDS = System.getProperty("faults.seeds", "1-3");
    /** Without one it is the gate: its seeds share some of the faults, for time is short. */
    private static final @Nullable String DIRECTORY = System.getProperty("faults.directory");

    /** One of each sort: a lost instance, lost acknowledgements, a late poller, a late merge, a lost server, repetition. */
    private static final List<FaultKind> OF_THE_GATE = List.of(
            FaultKind.KILL_AFTER_COMMIT,
            FaultKind.KILL_MID_SEND,
            FaultKind.FREEZE_POLLER_PAST_ITS_LEASE,
            FaultKind.KILL_POSTGRES,
            FaultKind.REPEAT_MESSAGES,
            FaultKind.STOP_INSIDE_MERGE);

    /** What of the product is switched off. */
    private static final Optional<Switch> WITHOUT = Optional.ofNullable(System.getProperty("faults.without"))
            .map(name -> Switch.valueOf(name.toUpperCase(Locale.ROOT)));

    @Test
    void everyInvariantHoldsWhateverFails() throws Exception {
        String kept = System.getProperty("faults.check");
        Verdict verdict = kept == null ? campaign().run() : check(new HistoryFile(Path.of(kept)));
        verdict.objection().ifPresent(System.out::println);
        System.out.println(verdict);
        assertThat(verdict.objection()).as(verdict.toString()).isEmpty();
    }

    private static Campaign campaign() throws IOException {
        String[] seeds = SEEDS.split("-", 2);
        return new Campaign(
                NAME,
                directory(),
                Long.parseLong(seeds[0]),
                Long.parseLong(seeds[seeds.length - 1]),
                kinds(),
                DIRECTORY == null,
                WITHOUT);
    }

    /** A history that was kept. */
    private static Verdict check(HistoryFile history) throws IOException {
        var violations = history.check();
        Campaign.print(violations);
        return new Verdict(
                NAME,
                1,
                violations.stream().map(Violation::invariant).toList(),
                0,
                Optional.ofNullable(history.header().without()));
    }

    /** Where results are kept; without a name for it they are for this once. */
    private static Path directory() throws IOException {
        if (DIRECTORY != null) {
            return Path.of(DIRECTORY);
        }
        var once = Home.directory().resolve("system-tests/target/faults");
        CacheDirectory.delete(once);
        return once;
    }

    private static List<FaultKind> kinds() {
        String named = System.getProperty("faults.kinds", "");
        if (DIRECTORY == null) {
            return OF_THE_GATE;
        }
        if (named.isEmpty()) {
            return WITHOUT.map(Switch::provokedBy).orElse(List.of(FaultKind.values()));
        }
        return Stream.of(named.split(",")).map(FaultKind::valueOf).toList();
    }
}
