package io.cloudconnectors.system.stack;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a stack of these tests has its state for as long as it runs.
 *
 * @param name of the stack
 */
public record StateDirectory(String name, Path path) {

    /** A new one. */
    public static StateDirectory of(String name) throws IOException {
        return new StateDirectory(name, Files.createTempDirectory("cloud-connectors-" + name + '-'));
    }

    /** Is gone with the stack. Its logs stay beside the test reports, for whoever must find out why a test failed. */
    public void leave(Stack closed) throws IOException {
        var kept = Home.directory().resolve("system-tests/target/stack-logs").resolve(name);
        CacheDirectory.delete(kept);
        Files.createDirectories(kept);
        try (var logs = Files.list(closed.logs())) {
            for (var log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        }
        CacheDirectory.delete(path);
    }
}
