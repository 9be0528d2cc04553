package io.cloudconnectors.contracts;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What code makes, what is deployed and what is documented are the same topics. */
class TopicSpecTest {
    private static final Path HOME = Path.of(System.getProperty("cloudconnectors.home"));

    private final YAMLMapper yaml = new YAMLMapper();

    @Test
    void everyTopicOfTheSuiteSaysHowItIsKept() throws Exception {
        List<String> named = new ArrayList<>();
        for (var field : Topics.class.getFields()) {
            assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
            named.add((String) field.get(null));
        }

        assertThat(TopicSpec.ALL).extracting(TopicSpec::name).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theManifestsForStrimziSayTheSameWithThreeCopiesTwoOfThemInSync() throws Exception {
        Map<String, JsonNode> manifests = new LinkedHashMap<>();
        try (var documents = yaml.readerFor(JsonNode.class)
                .<JsonNode>readValues(HOME.resolve("deploy/kafka/topics.yaml").toFile())) {
            documents.forEachRemaining(
                    topic -> manifests.put(topic.at("/spec/topicName").asText(), topic));
        }

        assertThat(manifests).containsOnlyKeys(names());
        for (TopicSpec topic : TopicSpec.ALL) {
            JsonNode manifest = manifests.get(topic.name());
            Map<String, String> settings = new LinkedHashMap<>(topic.settings());
            settings.put("min.insync.replicas", "2");
            assertThat(manifest.at("/kind").asText()).isEqualTo("KafkaTopic");
            assertThat(manifest.at("/metadata/name").asText())
                    .isEqualTo(topic.name().replace('_', '-'));
            assertThat(manifest.at("/spec/partitions").asInt()).isEqualTo(topic.partitions());
            assertThat(manifest.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(texts(manifest.at("/spec/config"))).isEqualTo(settings);
        }
    }

    @Test
    void theAsyncApiDocumentSaysTheSame() throws Exception {
        JsonNode channels = Golden.asyncApi().get("channels");

        assertThat(channels.fieldNames()).toIterable().containsExactlyInAnyOrder(names());
        for (TopicSpec topic : TopicSpec.ALL) {
            JsonNode channel = channels.get(topic.name());
            JsonNode binding = channel.at("/bindings/kafka");
            assertThat(channel.get("address").asText()).isEqualTo(topic.name());
            assertThat(binding.get("partitions").asInt()).isEqualTo(topic.partitions());
            assertThat(texts(binding.get("topicConfiguration"))).isEqualTo(topic.settings());
        }
    }

    /** In an AsyncAPI document the policies are a list. */
    private Map<String, String> texts(JsonNode object) {
        return yaml.convertValue(object, new TypeReference<Map<String, Object>>() {}).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> text(entry.getValue())));
    }

    private static String text(Object value) {
        return value instanceof List<?> list ? list.getFirst().toString() : value.toString();
    }

    private static String[] names() {
        return TopicSpec.ALL.stream().map(TopicSpec::name).toArray(String[]::new);
    }
}
