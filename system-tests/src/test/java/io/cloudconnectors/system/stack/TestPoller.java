package io.cloudconnectors.system.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.contracts.Heartbeat;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.LeaseRequest;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.launcher.Stack;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A poller in the hands of a test: it has a poller's identity and says what the test wants. */
public final class TestPoller implements AutoCloseable {

    private static final String NAME = "test";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Stack stack;
    private final String token;
    private final Producer<String, byte[]> producer;

    public TestPoller(Stack stack) {
        this.stack = stack;
        this.token = ServiceToken.of(stack, "poller-service");
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka(), ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public LeaseGrant lease(String run, int attempt) throws IOException {
        return JSON.readValue(
                call("connector-api", attempt(run, attempt) + "/lease", new LeaseRequest(NAME), Map.of()),
                LeaseGrant.class);
    }

    public HeartbeatAnswer heartbeat(String run, int attempt, long epoch) throws IOException {
        return JSON.readValue(
                call("connector-api", attempt(run, attempt) + "/heartbeat", new Heartbeat(epoch, NAME), Map.of()),
                HeartbeatAnswer.class);
    }

    public RevealedCredential reveal(String credential, int version, String runToken) throws IOException {
        return JSON.readValue(
                call(
                        "vault",
                        "/internal/v1/credentials/%s/versions/%d/reveal".formatted(credential, version),
                        "",
                        Map.of(RevealedCredential.RUN_TOKEN_HEADER, runToken)),
                RevealedCredential.class);
    }

    /** Returns when the broker has the event. */
    public void report(ResultEvent event) throws IOException, InterruptedException {
        var key = event.origin().connectorId().toString();
        try {
            var _ = producer.send(new ProducerRecord<>(Topics.RESULTS, key, JSON.writeValueAsBytes(event)))
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static String attempt(String run, int attempt) {
        return "/internal/v1/runs/%s/attempts/%d".formatted(run, attempt);
    }

    private String call(String service, String path, Object body, Map<String, String> more) throws IOException {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + token);
        headers.put("Content-Type", "application/json");
        return Http.send(
                        "POST",
                        stack.url(service).resolve(path),
                        headers,
                        body instanceof String text ? text : JSON.writeValueAsString(body))
                .expect(200)
                .body();
    }

    @Override
    public void close() {
        producer.close();
    }
}
