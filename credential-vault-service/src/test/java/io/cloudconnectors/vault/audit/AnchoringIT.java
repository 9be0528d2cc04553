package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.local.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The heads of chains in a real Kafka. */
class AnchoringIT {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private AnchorTopic topic;
    private Chains vault;
    private ChainLook look;

    @BeforeEach
    void start() {
        AnchoringConfig config = Chains.config(TestServers.kafka().bootstrapServers());
        topic = new AnchorTopic(config);
        vault = Chains.inANewDatabase(config);
        look = new ChainLook(vault.chains, topic, vault.clock, metrics);
    }

    @AfterEach
    void stop() throws Exception {
        vault.close();
        topic.close();
    }

    @Test
    void theHeadOfTheChainIsAnchoredAndOnlyWhenItMoved() throws Exception {
        vault.write(3);

        anchoring(vault, topic).anchor();

        VaultAuditAnchor anchor = topic.all().get(chain());
        assertThat(anchor.seq()).isEqualTo(2);
        assertThat(vault.chains.hashesAt(List.of(anchor))).containsEntry(anchor.chain(), anchor.hash());
        assertThat(vault.unanchored.take()).isEmpty();
    }

    /** A secret is handed out when its record is durable; that Kafka is away keeps nobody waiting. */
    @Test
    void whileKafkaIsAwayTheLogGoesOnAndIsAnchoredLater() throws Exception {
        try (Chains alone = Chains.ofAnotherProcess(Chains.config("127.0.0.1:1"))) {
            AnchorTopic nowhere = new AnchorTopic(alone.config);
            alone.write(3);
            alone.clock.advance(Duration.ofMinutes(7));

            assertThatThrownBy(anchoring(alone, nowhere)::anchor).isInstanceOf(AnchorsAwayException.class);
            alone.write(1);
            assertThat(age()).isEqualTo(420.0);

            anchoring(alone, topic).anchor();
            assertThat(age()).isZero();
            assertThat(topic.all().values()).anyMatch(anchor -> anchor.seq() == 3);
            nowhere.close();
        }
    }

    @Test
    void theAnchorThatIsFurthestCountsAndOthersOnTheTopicDoNot() throws Exception {
        UUID chain = UUID.randomUUID();
        VaultAuditAnchor far = new VaultAuditAnchor(chain, 9, "0".repeat(64), Instant.EPOCH);
        topic.add(List.of(new VaultAuditAnchor(chain, 7, "0".repeat(64), Instant.EPOCH), far));
        topic.add(List.of(new VaultAuditAnchor(chain, 8, "0".repeat(64), Instant.EPOCH)));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.AUDIT_ANCHORS,
                            "vault/" + chain, // the name of a tenant
                            "{\"tenant\":\"x\",\"seq\":99}".getBytes(StandardCharsets.UTF_8)))
                    .get();
            producer.send(new ProducerRecord<>(Topics.AUDIT_ANCHORS, far.key(), new byte[] {1}))
                    .get();
        }

        assertThat(topic.all()).containsEntry(chain, far);
    }

    /** A process that is killed has no time to anchor what it wrote last. */
    @Test
    void whatAProcessLeftBehindIsAnchoredByAnotherOnce() throws Exception {
        vault.write(3);
        UUID left = chain();

        look.look(); // it may be about to do it itself
        assertThat(topic.all()).doesNotContainKey(left);
        double ofOtherDatabases = broken();

        vault.clock.advance(Duration.ofMinutes(2));
        look.look();
        assertThat(topic.all().get(left).seq()).isEqualTo(2);
        assertThat(broken()).isEqualTo(ofOtherDatabases);
    }

    @Test
    void aChainThatIsNotWhatWasAnchoredIsToldAndItsAnchorStays() throws Exception {
        vault.write(3);
        anchoring(vault, topic).anchor();
        VaultAuditAnchor evidence = topic.all().get(chain());
        look.look();
        double ofOtherDatabases = broken();
        Chains.tamper("DELETE FROM audit WHERE seq > 0");
        vault.clock.advance(Duration.ofMinutes(2));

        look.look();

        assertThat(broken()).isEqualTo(ofOtherDatabases + 1);
        assertThat(topic.all()).containsEntry(evidence.chain(), evidence);
    }

    private Anchoring anchoring(Chains of, AnchorTopic to) {
        return new Anchoring(of.config, of.unanchored, to, look, of.clock, metrics);
    }

    private UUID chain() {
        return vault.chains.heads().getFirst().chain();
    }

    private double age() {
        return metrics.get("vault.audit.unanchored").gauge().value();
    }

    private double broken() {
        return metrics.get("audit.chains.broken").gauge().value();
    }
}
