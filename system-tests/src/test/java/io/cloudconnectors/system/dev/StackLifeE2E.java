package io.cloudconnectors.system.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.ServerProcess;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack through {@code ./dev}: it comes up over the remains of an earlier run, and leaves nothing running. */
class StackLifeE2E {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String[] UP = {"up", "--no-build", "--no-demo", "--ports", "auto", "--pollers", "1"};

    @TempDir
    private Path state;

    private DevScript dev;

    @BeforeEach
    void setUp() {
        dev = new DevScript(state);
    }

    @AfterEach
    void killWhatATestLeft() {
        dev.stackProcesses().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aStartRepairsWhatAKilledOneLeftAndDownLeavesNothing() throws Exception {
        // Given a start that was killed when some of its processes were running, and a cache that is half extracted
        dev.with("CLOUD_CONNECTORS_CACHE", halfExtractedCache().toString());
        var killed = dev.start(dev.output(), with(UP, "--detach"));
        await().atMost(LIMIT).until(() -> Files.exists(state.resolve("stack.json")));
        killed.destroyForcibly().waitFor();
        assertThat(dev.stackProcesses()).isNotEmpty();

        // When it is started again
        var up = dev.run(with(UP, "--detach"));

        // Then it is ready, and says what it repaired
        assertThat(up.status()).as(up.output()).isZero();
        assertThat(up.output()).contains("An earlier run was killed;").contains("Ready in");
        assertThat(dev.run("status").status()).isZero();
        assertThat(dev.run(with(UP, "--detach")).output()).contains("The stack is running already");

        // And a token of any tenant is the last line
        var token =
                dev.run("token", "--role", "viewer", "--tenant", "Some.Tenant").output();
        assertThat(token.strip().lines().reduce("", (_, last) -> last)).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

        // When it is stopped
        assertThat(dev.run("down").output()).contains("Stopped 7 processes.");

        // Then nothing of it runs; what watched the servers needs a moment to see that they are gone
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(dev.stackProcesses()).isEmpty());
        assertThat(dev.run("status").status()).isEqualTo(3);
    }

    @Test
    void ctrlCStopsEverything() throws Exception {
        // Given a stack in the foreground
        var output = dev.output();
        var up = dev.start(output, UP);
        await().atMost(LIMIT)
                .until(() -> !up.isAlive() || Files.readString(output).contains("Ctrl-C stops it."));
        assertThat(dev.stackProcesses()).as(Files.readString(output)).hasSizeGreaterThanOrEqualTo(7);

        // When it is interrupted
        ServerProcess.signal(up.pid(), Signal.INT);

        // Then all of it ends
        assertThat(up.waitFor()).isEqualTo(130);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(dev.stackProcesses()).isEmpty());
    }

    @Test
    void aKilledLauncherInTheForegroundTakesItsProcessesAlong() throws Exception {
        var up = dev.start(dev.output(), UP);
        await().atMost(LIMIT).until(() -> dev.stackProcesses().size() >= 3);

        up.destroyForcibly().waitFor();

        await().atMost(LIMIT).until(() -> dev.stackProcesses().isEmpty());
        assertThat(dev.run("down").status()).isZero();
    }

    /** PostgreSQL's programs cut off in the middle; Keycloak's as they are, because building it takes a minute. */
    private Path halfExtractedCache() throws IOException {
        var cache = Files.createDirectories(state.resolve("cache"));
        try (var entries = Files.list(CacheDirectory.ofUser().root())) {
            for (var entry : entries.filter(Files::isDirectory).toList()) {
                var name = entry.getFileName().toString();
                if (name.startsWith("postgres-")) {
                    Files.createDirectories(cache.resolve(name).resolve("bin"));
                    Files.writeString(cache.resolve(name).resolve("bin/postgres"), "cut o");
                } else {
                    Files.createSymbolicLink(cache.resolve(name), entry);
                }
            }
        }
        return cache;
    }

    private static String[] with(String[] arguments, String more) {
        var all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = more;
        return all;
    }
}
