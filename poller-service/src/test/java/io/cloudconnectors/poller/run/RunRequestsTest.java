package io.cloudconnectors.poller.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.poller.run.RunRequests.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRequestsTest {
    private static final String REQUEST = """
            {"runId": "0193b3a0-0000-7000-8000-000000000001", "attempt": 1,
             "connectorId": "0193b3a0-0000-7000-8000-000000000002", "tenant": "acme", "provider": "AWS",
             "trigger": "SCHEDULED",
             "settings": {"aws": {"accountId": "111122223333", "partition": "aws", "regions": []}},
             "credential": {"id": "0193b3a0-0000-7000-8000-000000000003", "version": 1},
             "queueExpiresAt": "2026-03-01T12:00:00Z", "budgetSeconds": 3600, "somethingNew": true}
            """;

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final RunRequests requests = new RunRequests(json);

    @Test
    void aRequestIsRead() {
        assertThat(requests.read(REQUEST.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Read.Good.class,
                        good -> assertThat(good.request().tenant()).isEqualTo("acme"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/run-request",
                "v1/run-request-azure",
                "v1/run-request-gcp",
                "run-request",
                "next/run-request",
                "next/run-request-azure"
            })
    void aConnectorApiOfAnotherReleaseIsUnderstood(String file) throws IOException {
        Path golden = Path.of(
                System.getProperty("cloudconnectors.home"), "contracts/src/test/resources/golden", file + ".json");

        assertThat(requests.read(Files.readAllBytes(golden))).isInstanceOf(Read.Good.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"runId", "connectorId", "tenant", "provider", "trigger", "settings", "credential", "attempt"})
    void aRequestThatLacksAMemberIsPoison(String member) throws IOException {
        // Given
        ObjectNode request = (ObjectNode) json.readTree(REQUEST);
        request.remove(member);

        // Then
        assertThat(requests.read(json.writeValueAsBytes(request))).isInstanceOf(Read.Poison.class);
    }

    @Test
    void theSettingsOfAnotherProviderArePoison() {
        assertThat(requests.read(REQUEST.replace("\"AWS\"", "\"GCP\"").getBytes(UTF_8)))
                .isInstanceOf(Read.Poison.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "\u0000\u0001", "{\"runId\": \"not-a-uuid\"}"})
    void anythingElseIsPoisonAndIsNotQuoted(String text) {
        assertThat(requests.read(text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Read.Poison.class, poison -> assertThat(poison.why()).doesNotContain("not-a-uuid"));
    }

    @Test
    void aTombstoneIsPoison() {
        assertThat(requests.read(null)).isInstanceOf(Read.Poison.class);
    }
}
