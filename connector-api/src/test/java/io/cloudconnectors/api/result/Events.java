package io.cloudconnectors.api.result;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.contracts.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a poller would send. */
final class Events {
    static final SliceKey EC2 = new SliceKey("eu-central-1", "ec2");
    static final String VPC = "AWS::EC2::VPC";
    static final String VOLUME = "AWS::EC2::Volume";
    static final Instant EARLIER = Instant.parse("2026-11-24T08:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private Events() {}

    static Asset asset(String type, String id, String content) {
        return new Asset(
                type, id, "name of " + id, "eu-central-1", Map.of("team", "payments"), Map.of("a", content), content);
    }

    static Asset vpc(String id) {
        return asset(VPC, id, "1");
    }

    static SliceChunk chunk(Origin origin, int chunk, Asset... assets) {
        return new SliceChunk(origin, EC2, chunk, List.of(assets));
    }

    static SliceSeen seen(Origin origin, int chunks, int assets, Instant at) {
        return new SliceSeen(origin, EC2, chunks, assets, List.of(), at);
    }

    static SliceSeen seenExcept(Origin origin, int chunks, int assets, String type, Instant at) {
        return new SliceSeen(
                origin, EC2, chunks, assets, List.of(new Gap(type, reason(ReasonCode.PERMISSION_MISSING))), at);
    }

    static SliceBlind blind(Origin origin) {
        return new SliceBlind(origin, EC2, reason(ReasonCode.THROTTLED));
    }

    static RunFinished succeeded(Origin origin, int slices) {
        return new RunFinished(origin, RunOutcome.SUCCEEDED, null, null, slices, NOW);
    }

    static RunFinished finished(Origin origin, RunOutcome outcome, ReasonCode code) {
        return new RunFinished(origin, outcome, reason(code), null, 0, NOW);
    }

    /** A run that reached the account, and what came of its proof. */
    static RunFinished proved(
            Origin origin, RunOutcome outcome, @Nullable ReasonCode code, @Nullable ExternalIdProof proof) {
        return new RunFinished(origin, outcome, code == null ? null : reason(code), proof, 0, NOW);
    }

    static Reason reason(ReasonCode code) {
        return new Reason(code, null, null, null, NOW);
    }

    /** As a poll of the topic brings them. */
    static ConsumerRecords<String, byte[]> records(List<ResultEvent> events) throws JsonProcessingException {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ResultEvent event : events) {
            byte[] value = EngineDatabases.JSON.writerFor(ResultEvent.class).writeValueAsBytes(event);
            String key = event.origin().connectorId().toString();
            int partition = Math.floorMod(event.origin().connectorId().hashCode(), 4);
            records.add(new ConsumerRecord<>(Topics.RESULTS, partition, records.size(), key, value));
        }
        return new ConsumerRecords<>(
                records.stream().collect(groupingBy(r -> new TopicPartition(r.topic(), r.partition()))), Map.of());
    }
}
