package io.cloudconnectors.api.result;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How many results nobody took in yet, as the brokers know it: the consumers may all be gone, and it grows all the same.
 */
@ApplicationScoped
class ResultLag {
    private final KafkaClients clients;
    private final ResultsConfig config;

    ResultLag(KafkaClients clients, ResultsConfig config) {
        this.clients = clients;
        this.config = config;
    }

    /**
     * Records of all partitions that the group has not committed.
     *
     * @throws KafkaAwayException when the brokers do not answer
     */
    long records() {
        try (Admin admin = clients.admin()) {
            var topic = answer(admin.describeTopics(List.of(Topics.RESULTS)).allTopicNames());
            int partitions = topic.values().stream()
                    .mapToInt(results -> results.partitions().size())
                    .sum();
            Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec::earliest);
            Map<TopicPartition, Long> end = offsets(admin, partitions, OffsetSpec::latest);
            Map<TopicPartition, OffsetAndMetadata> committed =
                    answer(admin.listConsumerGroupOffsets(config.group()).partitionsToOffsetAndMetadata());
            return end.entrySet().stream()
                    .mapToLong(partition -> {
                        OffsetAndMetadata taken = committed.get(partition.getKey());
                        long oldest = first.getOrDefault(partition.getKey(), 0L);
                        return partition.getValue() - (taken == null ? oldest : Math.max(taken.offset(), oldest));
                    })
                    .sum();
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, int partitions, Supplier<OffsetSpec> which) {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.RESULTS, partition))
                .collect(toMap(partition -> partition, partition -> which.get()));
        Map<TopicPartition, ListOffsetsResultInfo> told =
                answer(admin.listOffsets(asked).all());
        return told.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new KafkaAwayException("How many results wait is not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaAwayException("The look for waiting results was interrupted", e);
        }
    }
}
