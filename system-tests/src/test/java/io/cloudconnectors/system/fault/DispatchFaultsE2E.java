package io.cloudconnectors.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final String WITHOUT = System.getProperty("faults.without", "");

    @Test
    void everyInvariantHoldsWhateverFails() throws Exception {
        String history = System.getProperty("faults.check");
        if (history != null) {
            check(Path.of(history));
            return;
        }
        String[] seeds = SEEDS.split("-", 2);
        var campaign = new Campaign(
                NAME,
                directory(),
                Long.parseLong(seeds[0]),
                Long.parseLong(seeds[seeds.length - 1]),
                kinds(),
                DIRECTORY == null,
                WITHOUT.isEmpty() ? Optional.empty() : Optional.of(Switch.valueOf(WITHOUT.toUpperCase(Locale.ROOT))));
        Campaign.Summary summary = campaign.run();
        System.out.println(summary);
        assertThat(summary.violations()).as("violations").isZero();
        assertThat(summary.unreached())
                .as("faults that were not made where they were meant")
                .isZero();
    }

    /** A history that was kept. */
    private static void check(Path history) throws IOException {
        var violations = new HistoryFile(history).check();
        Campaign.print(violations);
        System.out.printf("FAULT %s seeds=1 violations=%d%n", NAME, violations.size());
        assertThat(violations).isEmpty();
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
        return named.isEmpty()
                ? List.of(FaultKind.values())
                : Stream.of(named.split(",")).map(FaultKind::valueOf).toList();
    }
}
