package io.cloudconnectors.bench.shares;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** The process in which the pollers of one trial run; it prints the outcome. */
public final class Pollers {
    /** A consumer group comes to rest after two rebalances, and its members learn of each by a heartbeat, every 3 s. */
    private static final Duration JOIN = Duration.ofSeconds(12);
    /** After the last record was sent: whoever waits longer is stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(22);

    /** After the first of them, which is the troubled one, as in a fleet that grows. */
    private static final Duration GROWTH = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(20);

    private Pollers() {}

    public static void main(String[] arguments) throws InterruptedException {
        var trial = Trial.of(System.getenv());
        String brokers = System.getenv().getOrDefault(Trial.BROKERS_VARIABLE, "");
        String topic = System.getenv().getOrDefault(Trial.TOPIC_VARIABLE, "");
        var ledger = new Ledger(trial.records());
        if (trial.perSecond() == 0) {
            send(trial, brokers, topic, ledger);
            ledger.begin();
        }
        for (int i = 0; i < Trial.POLLERS; i++) {
            if (i == 1) {
                Thread.sleep(GROWTH);
            }
            var poller = new Poller(trial, i == 0, brokers, topic, ledger);
            Thread.ofPlatform().name("poller-" + i).daemon().start(poller);
        }
        if (trial.perSecond() > 0) {
            Thread.sleep(JOIN);
            ledger.begin();
            send(trial, brokers, topic, ledger);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ledger.complete() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
        System.out.println(ledger.outcome().line());
        System.exit(0);
    }

    private static void send(Trial trial, String brokers, String topic, Ledger ledger) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "linger.ms", 5);
        try (var producer = new KafkaProducer<>(settings, new IntegerSerializer(), new IntegerSerializer())) {
            long begin = System.nanoTime();
            for (int i = 0; i < trial.records(); i++) {
                if (trial.perSecond() > 0) {
                    LockSupport.parkNanos(begin + i * 1_000_000_000L / trial.perSecond() - System.nanoTime());
                }
                ledger.sent(i);
                var _ = producer.send(new ProducerRecord<>(topic, i, i));
            }
        }
    }
}
