package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.StartCache;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to start, and where.
 *
 * @param home the repository
 * @param state where data, logs and secrets go
 * @param extra variables for single processes, by the process's name ({@code connector-api}, {@code vault}, {@code
 *     poller}: all of them)
 */
public record StackOptions(
        Path home,
        Path state,
        Ports ports,
        CloudTarget cloud,
        Lifetime lifetime,
        Map<String, Map<String, String>> extra,
        StartCache.Mode startCache) {

    /** A stack for a test: free ports, the simulated cloud, gone with the JVM. */
    public static StackOptions forTests(Path state, int pollers) {
        return new StackOptions(
                Home.directory(),
                state,
                Ports.free(pollers),
                new CloudTarget.Simulated(CloudTarget.SIMULATED_PLATFORM),
                Lifetime.OF_PARENT,
                Map.of(),
                StartCache.Mode.USE);
    }

    /** The same, with more variables for one process ({@code poller} stands for every poller). */
    public StackOptions with(String process, Map<String, String> variables) {
        var merged = new HashMap<>(extra);
        merged.merge(process, variables, (before, more) -> {
            var both = new HashMap<>(before);
            both.putAll(more);
            return Map.copyOf(both);
        });
        return new StackOptions(home, state, ports, cloud, lifetime, Map.copyOf(merged), startCache);
    }

    /** The same, with one process on a port of the caller's choice. */
    public StackOptions withPort(String process, int port) {
        var http = new LinkedHashMap<>(ports.http());
        http.put(process, port);
        return new StackOptions(home, state, new Ports(http, ports.management()), cloud, lifetime, extra, startCache);
    }

    /** The same, for a start whose end makes the caches of the next ones. */
    StackOptions recordingStartCaches() {
        return new StackOptions(home, state, ports, cloud, lifetime, extra, StartCache.Mode.RECORD);
    }

    Map<String, String> extraOf(String process) {
        return extra.getOrDefault(process, Map.of());
    }
}
