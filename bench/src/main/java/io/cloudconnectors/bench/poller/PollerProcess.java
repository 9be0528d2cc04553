package io.cloudconnectors.bench.poller;

import io.cloudconnectors.local.launcher.ServiceJvm;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerFailedException;
import io.cloudconnectors.local.servers.ServerProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A poller as it is packaged, in the JVM that the local stack runs it in; without an archive of classes from an earlier start. */
final class PollerProcess implements AutoCloseable {
    /** Of the consumer groups: one after the other, pollers go on where those before them were. */
    static final String GROUPS = "bench";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final ServerProcess process;
    private final Control management;
    private final long started;

    private PollerProcess(ServerProcess process, Control management, long started) {
        this.process = process;
        this.management = management;
        this.started = started;
    }

    /**
     * Starts one, and does not wait for it.
     *
     * @param settings environment variables, over those of every poller
     */
    static PollerProcess start(Bed bed, String name, int heapMebibytes, Map<String, String> settings) {
        Path jar = application().resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new ServerFailedException("poller-service is not built (no %s): run ./dev up.".formatted(jar));
        }
        List<Integer> ports = FreePorts.take(2);
        Map<String, String> environment = new HashMap<>(bed.environment());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.get(0)));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.get(1)));
        environment.put("POLLER_KAFKA_GROUP_PREFIX", GROUPS);
        environment.putAll(settings);
        List<String> command = new ArrayList<>(List.of(Jars.java()));
        command.addAll(ServiceJvm.options(heapMebibytes));
        command.addAll(List.of("-jar", jar.toString()));
        long started = System.nanoTime();
        return new PollerProcess(
                bed.start(name, command, environment),
                new Control(URI.create("http://127.0.0.1:" + ports.get(1))),
                started);
    }

    /** Where the service lies. */
    static Path application() {
        return Home.directory().resolve("poller-service/target/quarkus-app");
    }

    PollerProcess awaitReady() {
        process.await(this::isReady, START_LIMIT);
        return this;
    }

    private boolean isReady() {
        try {
            var _ = management.get("/q/health/ready");
            return true;
        } catch (IllegalStateException | UncheckedIOException notYet) {
            return false;
        }
    }

    ServerProcess process() {
        return process;
    }

    /** When its process was started, of {@link System#nanoTime()}. */
    long started() {
        return started;
    }

    @Override
    public void close() {
        process.stop(ServerProcess.Signal.TERM, STOP_LIMIT);
    }
}
