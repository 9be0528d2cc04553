package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.StartCache;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What to start, and where.
 *
 * @param home the repository
 * @param state where data, logs and secrets go
 * @param extra variables for single processes, by the process's name ({@code connector-api}, {@code vault}, {@code
 *     poller}: all of them; further instances of connector-api get what the first does), or by its name with its number
 *     ({@code connector-api-2}, {@code poller-1}: that one alone, over what all of them get)
 * @param leftOut components that do not run, by name; the others have their addresses all the same
 */
public record StackOptions(
        Path home,
        Path state,
        Ports ports,
        CloudTarget cloud,
        Lifetime lifetime,
        Map<String, Map<String, String>> extra,
        StartCache.Mode startCache,
        Set<String> leftOut) {

    /** A stack for a test: free ports, the simulated cloud, gone with the JVM. */
    public static StackOptions forTests(Path state, int pollers) {
        return new StackOptions(
                Home.directory(),
                state,
                Ports.free(pollers),
                new CloudTarget.Simulated(CloudTarget.SIMULATED_PLATFORM),
                Lifetime.OF_PARENT,
                Map.of(),
                StartCache.Mode.USE,
                Set.of());
    }

    /** PostgreSQL, Kafka and these instances of connector-api on free ports, and nothing else: for what only the engine does. */
    public static StackOptions ofEngine(Path state, int instances) {
        return forTests(state, 0)
                .without(Blueprint.KEYCLOAK, Blueprint.CLOUD, Blueprint.VAULT)
                .withInstances(instances);
    }

    /** PostgreSQL, Kafka and the vault on free ports; whose tokens it takes, the caller says with {@link #with}. */
    public static StackOptions ofVault(Path state) {
        return forTests(state, 0).without(Blueprint.KEYCLOAK, Blueprint.CLOUD, Blueprint.CONNECTOR_API);
    }

    private StackOptions without(String... components) {
        return new StackOptions(home, state, ports, cloud, lifetime, extra, startCache, Set.of(components));
    }

    /** The same, with so many instances of connector-api; those after the first are {@code connector-api-2} and so on. */
    public StackOptions withInstances(int instances) {
        return new StackOptions(
                home, state, ports.withInstances(instances), cloud, lifetime, extra, startCache, leftOut);
    }

    /** The same, with more variables for one process, or for all of a name without a number ({@code poller}). */
    public StackOptions with(String process, Map<String, String> variables) {
        var merged = new HashMap<>(extra);
        merged.merge(process, variables, (before, more) -> {
            var both = new HashMap<>(before);
            both.putAll(more);
            return Map.copyOf(both);
        });
        return new StackOptions(home, state, ports, cloud, lifetime, Map.copyOf(merged), startCache, leftOut);
    }

    /** The same, with one process on a port of the caller's choice. */
    public StackOptions withPort(String process, int port) {
        var http = new LinkedHashMap<>(ports.http());
        http.put(process, port);
        return new StackOptions(
                home, state, new Ports(http, ports.management()), cloud, lifetime, extra, startCache, leftOut);
    }

    /** The same, for a start whose end makes the caches of the next ones. */
    StackOptions recordingStartCaches() {
        return new StackOptions(home, state, ports, cloud, lifetime, extra, StartCache.Mode.RECORD, leftOut);
    }

    /** @param process as it runs, with its number if it has one */
    Map<String, String> extraOf(String process) {
        var variables = new HashMap<>(extra.getOrDefault(process.replaceFirst("-\\d+$", ""), Map.of()));
        variables.putAll(extra.getOrDefault(process, Map.of()));
        return Map.copyOf(variables);
    }

    /** Where PostgreSQL keeps what it stores; a file system of its own may be mounted there before the start. */
    public Path postgresDirectory() {
        return state.resolve("data/postgres");
    }
}
