package io.cloudconnectors.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.contracts.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersCommandIT {
    private static final KafkaClients CLIENTS = Kafka.clients();
    private final String key = UUID.randomUUID().toString();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeAll
    static void topics() throws InterruptedException {
        new TopicSetup(CLIENTS, Kafka.config()).ensure();
    }

    @Test
    void aListSaysWhyAndWhenceAndNothingOfTheContent() throws Exception {
        String id = putAside(Topics.RESULTS);

        assertThat(run("list")).isZero();

        assertThat(printed())
                .contains(id)
                .contains(key)
                .contains("from=results 3-41")
                .contains("it is no event")
                .doesNotContain("canary-content");
    }

    @Test
    void oneIsShownWithItsContent() throws Exception {
        String id = putAside(Topics.RESULTS);

        assertThat(run("show", id)).isZero();

        assertThat(printed()).contains("it is no event").contains("canary-content");
    }

    @Test
    void aReplayedOneIsBackOnItsTopicOnceAndNoLongerListed() throws Exception {
        String id = putAside(Topics.RESULTS);

        assertThat(run("replay", id)).isZero();

        assertThat(Kafka.all(Topics.RESULTS, key))
                .singleElement()
                .satisfies(record -> assertThat(record.value())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("canary-content"));
        out.reset();
        run("list");
        assertThat(printed()).doesNotContain(key);
        out.reset();
        run("list", "--all");
        assertThat(printed()).contains(key);
    }

    @Test
    void oneThatIsLargerThanItsTopicTakesGoesBackPackedAsItCame() throws Exception {
        String id = putAside(Topics.RESULTS, "x".repeat(3 << 20));

        assertThat(run("replay", id)).isZero();

        assertThat(Kafka.all(Topics.RESULTS, key))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).hasSize(3 << 20));
    }

    @Test
    void replayingAllTwiceSendsNothingTwice() throws Exception {
        putAside(Topics.RESULTS);

        run("replay", "--all");
        run("replay", "--all");

        assertThat(Kafka.all(Topics.RESULTS, key)).hasSize(1);
    }

    @Test
    void whatWouldDoSomethingTwiceIsNotReplayed() throws Exception {
        String id = putAside(Topics.RUNS_SCHEDULED);

        assertThat(run("replay", id)).isEqualTo(1);

        assertThat(Kafka.count(Topics.RUNS_SCHEDULED, key)).isZero();
    }

    @Test
    void whatIsNotThereIsSaidToBeNone() throws Exception {
        assertThat(run("show", "0-999999", "99-1", "rubbish")).isEqualTo(1);
        assertThat(printed().lines()).hasSize(3).allMatch(line -> line.endsWith("is no dead letter"));
    }

    @Test
    void whatIsNotUnderstoodIsExplained() throws Exception {
        assertThat(run("drop", "--all")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("show")).isEqualTo(2);
        assertThat(printed()).contains("dead-letters replay");
    }

    /** Its id. */
    private String putAside(String topic) throws Exception {
        return putAside(topic, "canary-content");
    }

    private String putAside(String topic, String content) throws Exception {
        var record = new ConsumerRecord<>(topic, 3, 41, key, content.getBytes(StandardCharsets.UTF_8));
        var sent = CLIENTS.packingProducer()
                .send(DeadLetter.of(record, "it is no event"))
                .get();
        return sent.partition() + "-" + sent.offset();
    }

    private int run(String... arguments) throws InterruptedException {
        return new DeadLettersCommand(CLIENTS, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
