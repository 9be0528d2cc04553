package io.cloudconnectors.bench.shares;

import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.bench.shares.Ledger.Outcome;
import io.cloudconnectors.bench.shares.Trial.Trouble;
import io.cloudconnectors.bench.shares.Trial.Way;
import io.cloudconnectors.local.launcher.UsageException;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.ForkedKafka;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerFailedException;
import io.cloudconnectors.local.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What {@code ./dev bench shares} runs: each trial in a process of its own, in rounds, and prints a table. Exit status 0 when all
 * was measured, 2 when not.
 */
public final class Main {
    private static final int FAILED = 2;
    private static final int PER_SECOND = 24;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String brokers;
    private final Path directory;
    private int trials;

    private Main(String brokers, Path directory) {
        this.brokers = brokers;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        try {
            measure(isQuick(List.of(arguments)));
            System.exit(0);
        } catch (UsageException | ServerFailedException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static boolean isQuick(List<String> arguments) {
        if (arguments.isEmpty() || arguments.equals(List.of("--quick"))) {
            return !arguments.isEmpty();
        }
        throw new UsageException("./dev bench shares takes --quick and nothing else.");
    }

    private static void measure(boolean quick) throws IOException, InterruptedException, ExecutionException {
        int rounds = quick ? 1 : 3;
        int seconds = quick ? 5 : 20;
        var logs = Files.createTempDirectory("cloud-connectors-shares-");
        try (var kafka = ForkedKafka.ephemeral()) {
            var main = new Main(kafka.bootstrapServers(), logs);
            var outcomes = new LinkedHashMap<Trial, List<Outcome>>();
            for (int round = 0; round < rounds; round++) {
                for (Trial trial : trials(seconds)) {
                    Outcome outcome = main.run(trial);
                    outcomes.computeIfAbsent(trial, _ -> new ArrayList<>()).add(outcome);
                    System.out.println(trial + " " + outcome);
                }
            }
            print(outcomes);
        }
        CacheDirectory.delete(logs); // what fails leaves them
    }

    private static List<Trial> trials(int seconds) {
        List<Trial> trials = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            for (Way way : Way.values()) {
                trials.add(new Trial(way, trouble, PER_SECOND * seconds, PER_SECOND));
            }
        }
        for (Way way : Way.values()) {
            trials.add(new Trial(way, Trouble.NONE, PER_SECOND * seconds, 0));
        }
        return trials;
    }

    private Outcome run(Trial trial) throws InterruptedException, ExecutionException {
        String topic = "trial_" + ++trials;
        prepare(topic, trial.way());
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), Pollers.class.getName()));
        var process = ServerProcess.start(new ServerProcess.Spec(
                topic,
                command,
                trial.environment(brokers, topic),
                directory,
                directory.resolve(topic + ".log"),
                ServerProcess.Lifetime.OF_PARENT));
        process.await(() -> process.said(Outcome.mark()), LIMIT);
        var outcome = Outcome.of(process.line(Outcome.mark()).orElseThrow());
        process.stop(ServerProcess.Signal.TERM, LIMIT);
        return outcome;
    }

    /** The client comes from the broker's libraries, before the older one of the benchmark, whose share consumer is a preview. */
    private static String classPath() {
        return Jars.classPath(Home.directory(), "deploy/local/broker") + ":"
                + Jars.classPath(Home.directory(), "bench");
    }

    private void prepare(String topic, Way way) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, Trial.PARTITIONS, (short) 1)))
                    .all()
                    .get();
            if (way != Way.CONSUMER_GROUP) {
                var group = new ConfigResource(ConfigResource.Type.GROUP, topic);
                admin.incrementalAlterConfigs(Map.of(
                                group,
                                List.of(
                                        set("share.auto.offset.reset", "earliest"),
                                        set("share.record.lock.duration.ms", Long.toString(Trial.LOCK.toMillis())))))
                        .all()
                        .get();
            }
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static void print(Map<Trial, List<Outcome>> outcomes) {
        System.out.println();
        System.out.println(
                "| | records | one poller | taken/s | p50 ms | p99 ms | most ms | not taken | taken again |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        outcomes.forEach((trial, all) -> System.out.printf(
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                trial.way().text(),
                trial.perSecond() == 0 ? trial.records() + " waiting" : trial.perSecond() + "/s",
                trial.trouble().text(),
                text(all, Outcome::perSecond),
                text(all, Outcome::p50),
                text(all, Outcome::p99),
                text(all, Outcome::most),
                text(all, Outcome::stuck),
                text(all, Outcome::again)));
    }

    private static String text(List<Outcome> all, ToDoubleFunction<Outcome> figure) {
        return new Series(all.stream().mapToDouble(figure).boxed().toList()).text(0);
    }
}
