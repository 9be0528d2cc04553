package io.cloudconnectors.local.broker;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs the broker: {@code Broker DATA_DIRECTORY PORT CONTROLLER_PORT [TOPIC=PARTITIONS[,SETTING=VALUE ...] ...]}. Formats an empty data
 * directory, creates the topics that are missing, prints one line that begins with {@code READY} and runs until it is
 * signalled.
 */
public final class Broker {

    private static final String HOST = "127.0.0.1";

    private Broker() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println(
                    "usage: Broker DATA_DIRECTORY PORT CONTROLLER_PORT [TOPIC=PARTITIONS[,SETTING=VALUE ...] ...]");
            System.exit(2);
        }
        var data = Path.of(arguments[0]);
        var port = Integer.parseInt(arguments[1]);
        var settings = settings(data, port, Integer.parseInt(arguments[2]));
        formatOnce(data, settings);

        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.shutdown();
                            stopped.countDown();
                        },
                        "broker-shutdown"));
        server.startup();
        createMissing(Stream.of(arguments).skip(3).map(Broker::topic).toList(), HOST + ":" + port);
        System.out.println("READY " + HOST + ":" + port);
        stopped.await();
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("log.dirs", data.resolve("log").toString());
        settings.put("listeners", "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.bootstrap.servers", HOST + ":" + controllerPort);
        // One node: every internal topic has one replica.
        for (var topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("offsets.topic.num.partitions", "8");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A topic that nobody planned is a mistake, and would be made with the wrong number of partitions.
        settings.put("auto.create.topics.enable", "false");
        // Two cores: as many threads as that can use.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        return settings;
    }

    private static void formatOnce(Path data, Properties settings) throws IOException {
        if (Files.exists(data.resolve("log").resolve("meta.properties"))) {
            return;
        }
        var file = data.resolve("server.properties");
        Files.createDirectories(data);
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        var arguments = new String[] {
            "format",
            "--config",
            file.toString(),
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--standalone"
        };
        StorageTool.execute(arguments, System.out);
    }

    private static NewTopic topic(String argument) {
        var parts =
                Stream.of(argument.split(",")).map(part -> part.split("=", 2)).toList();
        var topic = parts.getFirst();
        return new NewTopic(topic[0], Integer.parseInt(topic[1]), (short) 1)
                .configs(parts.stream().skip(1).collect(toMap(setting -> setting[0], setting -> setting[1])));
    }

    private static void createMissing(List<NewTopic> topics, String address)
            throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address))) {
            var existing = admin.listTopics().names().get();
            admin.createTopics(topics.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        }
    }
}
