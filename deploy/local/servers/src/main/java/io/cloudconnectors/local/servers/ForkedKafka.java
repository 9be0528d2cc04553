package io.cloudconnectors.local.servers;

import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Kafka broker in a JVM of its own, from the jars of {@code deploy/local/broker}. */
public final class ForkedKafka implements KafkaServer {

    /**
     * Where a broker runs.
     *
     * @param directory holds its log segments and, formatted at the first start, its identity
     */
    public record Settings(
            Path directory,
            Path log,
            int port,
            int controllerPort,
            List<KafkaTopic> topics,
            StartCache.Mode startCache) {}

    private static final String MODULE = "deploy/local/broker";
    private static final String MAIN = "io.cloudconnectors.local.broker.Broker";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final ServerProcess process;
    private final Settings settings;
    private final boolean ephemeral;

    private ForkedKafka(ServerProcess process, Settings settings, boolean ephemeral) {
        this.process = process;
        this.settings = settings;
        this.ephemeral = ephemeral;
    }

    /** A broker for tests: free ports, a temporary directory, few partitions. It is ready, and ends with this JVM. */
    public static ForkedKafka ephemeral() {
        try {
            var directory = Files.createTempDirectory("cloud-connectors-kafka-");
            var ports = FreePorts.take(2);
            var server = start(
                    new Settings(
                            directory,
                            directory.resolve("kafka.log"),
                            ports.getFirst(),
                            ports.getLast(),
                            KafkaTopic.ofTests(),
                            StartCache.Mode.USE),
                    Lifetime.OF_PARENT,
                    true);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A broker that keeps its data in the directory. Returns when the process runs. */
    public static ForkedKafka durable(Settings settings, Lifetime lifetime) {
        return start(settings, lifetime, false);
    }

    /** Waits until it has its topics. */
    public void awaitReady() {
        try {
            process.await(() -> process.line("READY ").isPresent(), START_LIMIT);
        } catch (ServerFailedException e) {
            process.stop(Signal.TERM, Duration.ZERO);
            throw e;
        }
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    @Override
    public void close() {
        if (!ephemeral) {
            process.stop(Signal.TERM, STOP_LIMIT);
            return;
        }
        // Nothing to save, and a controlled shutdown takes a second of every test run.
        process.stop(Signal.TERM, Duration.ZERO);
        try {
            CacheDirectory.delete(settings.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForkedKafka start(Settings settings, Lifetime lifetime, boolean ephemeral) {
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(JVM_OPTIONS);
        command.addAll(Jars.startCache(settings.startCache(), Home.directory(), MODULE, JVM_OPTIONS));
        command.addAll(List.of("-cp", Jars.classPath(Home.directory(), MODULE), MAIN));
        command.addAll(List.of(
                settings.directory().toString(),
                Integer.toString(settings.port()),
                Integer.toString(settings.controllerPort())));
        settings.topics().forEach(topic -> command.add(topic.argument()));
        var process = ServerProcess.start(
                new ServerProcess.Spec("Kafka", command, Map.of(), settings.directory(), settings.log(), lifetime));
        return new ForkedKafka(process, settings, ephemeral);
    }
}
