package io.cloudconnectors.contracts;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The committed examples of what crosses a process border: as it is written today, in {@code v1} as the first release wrote
 * it, in {@code next} as a later release may.
 */
final class Golden {
    /** As every service reads and writes: RFC 3339 times, unknown members ignored, an unknown reason our own fault. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    /** What travels on Kafka, by the name of the file. */
    static final Map<String, Class<?>> EVENTS = Map.ofEntries(
            entry("run-request", RunRequest.class),
            entry("run-request-azure", RunRequest.class),
            entry("run-request-gcp", RunRequest.class),
            entry("slice-chunk", ResultEvent.class),
            entry("slice-seen", ResultEvent.class),
            entry("slice-blind", ResultEvent.class),
            entry("run-finished", ResultEvent.class),
            entry("test-finished", ResultEvent.class),
            entry("connector-state-changed", ConnectorStateChanged.class),
            entry("connector-changed", ConnectorChanged.class),
            entry("run-state-changed", RunStateChanged.class),
            entry("credential-expiring", CredentialExpiring.class),
            entry("audit-anchor", AuditAnchor.class),
            entry("vault-audit-anchor", VaultAuditAnchor.class));

    /** What the internal HTTP APIs say. */
    static final Map<String, Class<?>> BODIES = Map.of(
            "lease-grant", LeaseGrant.class,
            "heartbeat-answer", HeartbeatAnswer.class,
            "sealed-credential", SealedCredential.class,
            "committed-query", CommittedQuery.class,
            "committed-answer", CommittedAnswer.class,
            "trial-credential-write", CredentialWrite.class);

    private static final Path DIRECTORY =
            Path.of(System.getProperty("cloudconnectors.home"), "contracts/src/test/resources/golden");

    private Golden() {}

    /** The file as it stands, by its name or by directory and name. */
    static JsonNode read(String file) throws IOException {
        return JSON.readTree(DIRECTORY.resolve(file + ".json").toFile());
    }

    /** What a file is read as. */
    static Class<?> type(String name) {
        return Objects.requireNonNull(EVENTS.getOrDefault(name, BODIES.get(name)), name);
    }

    /** The names of the files of a directory; of {@code .} those that say how it is today. */
    static List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json") && !file.equals("enums.json"))
                    .map(file -> file.replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    /** The document that describes the events. */
    static JsonNode asyncApi() throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in));
        }
    }
}
