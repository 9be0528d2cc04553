package io.cloudconnectors.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.contracts.AuditAnchor;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.contracts.VaultAuditAnchor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class AnchorTopicIT {
    private final String tenant = "tenant-" + UUID.randomUUID();

    @Test
    void theAnchorThatIsFurthestCounts() throws Exception {
        new TopicSetup(Kafka.clients(), Kafka.config()).ensure();
        AnchorTopic topic = new AnchorTopic(Kafka.clients(), EngineDatabases.JSON);
        assertThat(topic.last(tenant)).isEmpty();

        topic.add(List.of(anchor(7), anchor(9)));
        topic.add(List.of(anchor(8))); // of an instance that was slow
        Kafka.clients()
                .producer()
                .send(new ProducerRecord<>(Topics.AUDIT_ANCHORS, tenant, new byte[] {1}))
                .get();

        assertThat(topic.last(tenant)).contains(anchor(9));
        assertThat(topic.all()).containsEntry(tenant, anchor(9));
    }

    /** It would be the anchor of a tenant of whom nothing is left: an alarm. */
    @Test
    void anAnchorOfTheVaultIsOfNoTenant() throws Exception {
        new TopicSetup(Kafka.clients(), Kafka.config()).ensure();
        var vaults = new VaultAuditAnchor(UUID.randomUUID(), 0, "0".repeat(64), Instant.EPOCH);
        Kafka.clients()
                .producer()
                .send(new ProducerRecord<>(
                        Topics.AUDIT_ANCHORS, vaults.key(), EngineDatabases.JSON.writeValueAsBytes(vaults)))
                .get();

        assertThat(new AnchorTopic(Kafka.clients(), EngineDatabases.JSON).all()).doesNotContainKey(vaults.key());
    }

    @Test
    void anchorsThatCannotBeReadAreNotTakenForNone() {
        AnchorTopic topic = new AnchorTopic(Kafka.clientsOfNobody(), EngineDatabases.JSON);

        assertThatThrownBy(() -> topic.last(tenant)).isInstanceOf(KafkaAwayException.class);
    }

    private AuditAnchor anchor(long seq) {
        return new AuditAnchor(tenant, seq, "0".repeat(64), Instant.EPOCH);
    }
}
