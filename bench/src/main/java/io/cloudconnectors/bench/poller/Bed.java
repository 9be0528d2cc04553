package io.cloudconnectors.bench.poller;

import io.cloudconnectors.local.launcher.ServiceJvm;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.ForkedKafka;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.KafkaTopic;
import io.cloudconnectors.local.servers.ServerProcess;
import io.cloudconnectors.local.servers.StartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What pollers stand on: Kafka, the simulated AWS, and the benchmark in the place of connector-api and the vault. */
record Bed(Path directory, ForkedKafka kafka, CloudProcess cloud, Runs runs, StandIn standIn, Recording recording)
        implements AutoCloseable {
    /** Slices one after the other: a run has one call under way. */
    static final Map<String, String> ONE_CALL_A_RUN = Map.of("POLLER_RUN_PARALLEL_SLICES", "1");

    /** So many instances has an account that is not large. */
    static final int FEW = 5;

    private static final Recording NOT_YET =
            new Recording(new Plan(List.of(new Plan.Step("sts", "AssumeRole", "", 0))), 0, 0);

    static Bed start() {
        Path directory = made();
        List<Integer> ports = FreePorts.take(2);
        ForkedKafka kafka = ForkedKafka.durable(
                new ForkedKafka.Settings(
                        directory.resolve("kafka"),
                        directory.resolve("logs/kafka.log"),
                        ports.get(0),
                        ports.get(1),
                        KafkaTopic.ofDeployment(),
                        StartCache.Mode.USE),
                ServerProcess.Lifetime.OF_PARENT);
        CloudProcess cloud = CloudProcess.start(directory);
        kafka.awaitReady();
        Runs runs = new Runs(kafka.bootstrapServers());
        Bed bed = new Bed(directory, kafka, cloud, runs, new StandIn(runs), NOT_YET);
        return new Bed(directory, kafka, cloud, runs, bed.standIn(), bed.recorded());
    }

    private static Path made() {
        try {
            Path directory = Files.createTempDirectory("cloud-connectors-bench-");
            Files.createDirectories(directory.resolve("kafka"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The second run of an account: whatever a poller keeps from the first, it has. */
    private Recording recorded() {
        Account account = cloud.open(1, FEW).getFirst();
        try (var _ = poller("recording", ONE_CALL_A_RUN).awaitReady()) {
            var _ = runs.through(List.of(runs.send(account, OptionalInt.empty())));
            cloud.forgetCalls();
            Wave run = runs.through(List.of(runs.send(account, OptionalInt.empty())));
            return new Recording(
                    cloud.calls(account),
                    Math.toIntExact(run.calls()),
                    Math.toIntExact(run.assets()) - account.instances());
        }
    }

    /** One that is not waited for, with the heap that the local stack gives it. */
    PollerProcess poller(String name, Map<String, String> settings) {
        return PollerProcess.start(this, name, ServiceJvm.POLLER_HEAP_MEBIBYTES, settings);
    }

    /** What every poller is told. */
    Map<String, String> environment() {
        var environment = new HashMap<>(cloud.environment());
        environment.putAll(standIn.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return environment;
    }

    /** A process that ends with this JVM. */
    ServerProcess start(String name, List<String> command, Map<String, String> environment) {
        return ServerProcess.start(new ServerProcess.Spec(
                name,
                command,
                environment,
                directory,
                directory.resolve("logs").resolve(name + ".log"),
                ServerProcess.Lifetime.OF_PARENT));
    }

    /** After all went well: what fails leaves its logs. */
    void forget() {
        try {
            CacheDirectory.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runs.close();
        standIn.close();
        cloud.close();
        kafka.close();
    }
}
