package io.cloudconnectors.api.deadletter;

import io.cloudconnectors.api.deadletter.DeadLetterBox.Opened;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.kafka.KafkaConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./dev dead-letters} runs; in production from the service's own jars, with {@code KAFKA_BOOTSTRAP_SERVERS} set.
 * Exit status 0 when it worked, 1 when something was not found or may not be replayed, 2 when it was not understood.
 */
public final class DeadLettersCommand {
    private static final String USAGE = """
            dead-letters list [--all]         what was put aside and not replayed; with --all what was replayed, too
            dead-letters show ID...           one with its content, which is a customer's data
            dead-letters replay ID...|--all   send it again to where it came from; with --all everything that list shows""";

    private final DeadLetterBox box;
    private final PrintStream out;

    DeadLettersCommand(KafkaClients clients, PrintStream out) {
        this.box = new DeadLetterBox(clients);
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        String brokers = System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092");
        KafkaConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(KafkaConfig.class)
                .withDefaultValues(Map.of("engine-kafka.bootstrap-servers", brokers))
                .build()
                .getConfigMapping(KafkaConfig.class);
        System.exit(new DeadLettersCommand(KafkaClients.of(config), System.out).run(Arrays.asList(arguments)));
    }

    int run(List<String> arguments) throws InterruptedException {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        boolean all = rest.equals(List.of("--all"));
        return switch (command) {
            case "list" -> rest.isEmpty() || all ? list(all) : usage();
            case "show" -> rest.isEmpty() || all ? usage() : each(rest, this::show);
            case "replay" -> rest.isEmpty() ? usage() : each(all ? open() : rest, this::replay);
            default -> usage();
        };
    }

    private int usage() {
        out.println(USAGE);
        return 2;
    }

    private List<String> open() {
        return box.list(false).stream().map(DeadLetter::id).toList();
    }

    private int list(boolean all) {
        List<DeadLetter> letters = box.list(all);
        letters.forEach(this::line);
        out.printf("%d dead letters%n", letters.size());
        return 0;
    }

    private boolean show(Opened opened) {
        line(opened.letter());
        byte[] value = opened.record().value();
        out.println(value == null ? "" : new String(value, StandardCharsets.UTF_8));
        return true;
    }

    private boolean replay(Opened opened) throws InterruptedException {
        boolean replayed = box.replay(opened);
        DeadLetter letter = opened.letter();
        out.printf(
                replayed ? "%s replayed to %s%n" : "%s not replayed: not from a topic where that is harmless, %s%n",
                letter.id(),
                letter.topic());
        return replayed;
    }

    private int each(List<String> ids, Work work) throws InterruptedException {
        boolean worked = true;
        for (String id : ids) {
            var opened = box.open(id);
            if (opened.isEmpty()) {
                out.printf("%s is no dead letter%n", id);
            }
            worked &= opened.isPresent() && work.on(opened.get());
        }
        return worked ? 0 : 1;
    }

    private void line(DeadLetter letter) {
        out.printf(
                "%-10s %s  connector=%s  from=%s %s  bytes=%d  %s%n",
                letter.id(), letter.at(), letter.key(), letter.topic(), letter.from(), letter.bytes(), letter.reason());
    }

    /** What is done with a letter; whether it worked. */
    @FunctionalInterface
    private interface Work {
        boolean on(Opened opened) throws InterruptedException;
    }
}
