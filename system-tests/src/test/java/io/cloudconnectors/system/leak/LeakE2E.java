package io.cloudconnectors.system.leak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.leak.Canary.Encoding;
import io.cloudconnectors.system.leak.CanaryScan.Finding;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import io.cloudconnectors.system.stack.TestPoller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No secret of the platform is written down or said, and the search that says so is worth something: it finds each of them
 * when it is there.
 */
@ExtendWith(SharedStack.class)
class LeakE2E {

    private static final List<String> SERVICES = List.of("connector-api", "vault", "poller-1");

    @Test
    void noSecretIsFoundAnywhereAndEachOneThatIsPlantedIsFound(Stack stack) throws Exception {
        // Given a connector that ran, with all that was minted for it
        var client = Client.ofNewTenant(stack);
        var cloud = new Cloud(stack);
        var account = cloud.newAccount("{\"buckets\": [{\"name\": \"leak-search\", \"region\": \"eu-central-1\"}]}");
        var connector = cloud.connect(client, account);
        var canaries = new ArrayList<Canary>();
        canaries.addAll(Canaries.ofSessions(cloud, account));
        canaries.addAll(runTokens(stack, client, connector));
        canaries.add(triedSecret(client));
        canaries.addAll(StoredSecrets.used(client).canaries());
        canaries.addAll(Canaries.ofThePlatform(stack));
        canaries.addAll(VaultKeys.of(stack, client.tenant()));
        assertThat(canaries.stream().map(Canary::name))
                .contains("STS session secret", "STS session token", "run token", "KEK", "tenant-key/1", "data key 2");

        // When somebody looks at everything that can be looked at
        lookAround(stack, client, connector);
        var surfaces = new Surfaces(stack, new CanaryScan(canaries));

        // Then nothing is found
        assertThat(surfaces.scan(client.answers()))
                .allSatisfy((_, findings) -> assertThat(findings).isEmpty());

        // But when each is planted in each place and form, each is found there
        for (var canary : canaries) {
            plant(stack, client, connector, canary);
        }
        var found = surfaces.scan(client.answers());
        for (var canary : canaries) {
            for (var surface : Surface.values()) {
                assertThat(encodings(found.get(surface), canary))
                        .as("%s in %s", canary, surface)
                        .containsAll(planted(surface));
            }
        }
        Files.delete(stack.logs().resolve("planted.log")); // Logs are kept with the test reports.
    }

    /** The signatures of the tokens of one run: without it a token is worth nothing. */
    private static List<Canary> runTokens(Stack stack, Client client, String connector) throws Exception {
        SharedStack.POLLERS.forEach(poller -> stack.process(poller).freeze());
        try (var poller = new TestPoller(stack)) {
            var run = client.run(connector);
            var grant = poller.lease(run, 1);
            var renewed = poller.heartbeat(run, 1, grant.epoch()).runToken();
            var claims = new ObjectMapper()
                    .readTree(Base64.getUrlDecoder().decode(grant.runToken().split("\\.")[1]));
            var revealed = poller.reveal(
                    claims.path(RunTokenClaims.CREDENTIAL).asText(),
                    claims.path(RunTokenClaims.CREDENTIAL_VERSION).asInt(),
                    grant.runToken());
            assertThat(revealed.aws()).isNotNull();
            var origin =
                    new Origin(UUID.fromString(run), 1, grant.epoch(), UUID.fromString(connector), client.tenant());
            poller.report(new RunFinished(origin, RunOutcome.CANCELLED, null, null, 0, Instant.EPOCH));
            var _ = client.awaitEnd(connector, run);
            return List.of(signature(grant.runToken()), signature(String.valueOf(renewed)));
        } finally {
            SharedStack.POLLERS.forEach(poller -> stack.process(poller).thaw());
        }
    }

    /** A client secret that a test of a draft tried, and that nobody stored. */
    private static Canary triedSecret(Client client) {
        var secret = "tried-" + UUID.randomUUID();
        var guid = UUID.randomUUID().toString();
        var draft = client.post(Paths.CONNECTORS + "/drafts", Map.of("provider", "AZURE"))
                .expect(201)
                .json()
                .path("id")
                .asText();
        var azure =
                Map.of("directoryId", guid, "applicationId", guid, "subscriptionId", guid, "authenticationKey", secret);
        var test = client.post(Paths.connector(draft) + "/test", Map.of("azure", azure))
                .expect(202)
                .json()
                .path("id")
                .asText();
        var ended = client.get(Paths.connector(draft) + "/tests/" + test + "?wait=25")
                .expect(200)
                .json();
        assertThat(ended.path("state").asText()).as("%s", ended).isEqualTo("FAILED");
        return Canary.ofText("secret that was tried", secret);
    }

    private static Canary signature(String token) {
        return Canary.ofText("run token", token.split("\\.")[2]);
    }

    private static void lookAround(Stack stack, Client client, String connector) {
        var run = client.run(connector);
        var _ = client.awaitEnd(connector, run);
        for (var path : List.of(
                Paths.CONNECTORS,
                Paths.connector(connector),
                Paths.runs(connector),
                Paths.assets(connector),
                Paths.connector("no-id"),
                "/api/v1/openapi",
                "/internal/v1/run-token-keys")) {
            client.get(path);
        }
        client.post(Paths.CONNECTORS, "{\"name\": 1, \"authenticationKey\": ");
        for (var service : SERVICES) {
            client.visit(stack.managementUrl(service).resolve("/q/health")).expect(200);
            client.visit(stack.managementUrl(service).resolve("/q/metrics")).expect(200);
        }
    }

    private static void plant(Stack stack, Client client, String connector, Canary canary)
            throws IOException, SQLException, InterruptedException {
        for (var form : canary.forms().entrySet()) {
            var log = stack.logs().resolve("planted.log");
            Files.write(log, form.getValue(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.writeString(log, "\n", StandardOpenOption.APPEND);
            plantInDatabase(stack, form.getValue());
            plantInKafka(stack, form.getValue());
            if (form.getKey() != Encoding.RAW) {
                client.patch(
                                Paths.connector(connector),
                                Map.of("description", new String(form.getValue(), StandardCharsets.US_ASCII)))
                        .expect(200);
            }
        }
    }

    private static void plantInDatabase(Stack stack, byte[] bytes) throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS planted (form bytea, hexadecimal text, base64 text)");
            try (var insert = connection.prepareStatement("INSERT INTO planted VALUES (?, ?, ?)")) {
                insert.setBytes(1, bytes);
                insert.setString(2, HexFormat.of().formatHex(bytes));
                insert.setString(3, Base64Forms.alone(bytes));
                insert.executeUpdate();
            }
        }
    }

    private static void plantInKafka(Stack stack, byte[] bytes) throws InterruptedException {
        Map<String, Object> broker = Map.of("bootstrap.servers", stack.kafka());
        try (var admin = Admin.create(broker);
                var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            if (!admin.listTopics().names().get().contains("planted")) {
                admin.createTopics(List.of(new NewTopic("planted", 1, (short) 1)))
                        .all()
                        .get();
            }
            producer.send(new ProducerRecord<>("planted", bytes)).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<Encoding> encodings(Set<Finding> findings, Canary canary) {
        return findings.stream()
                .filter(finding -> finding.canary() == canary)
                .map(Finding::encoding)
                .collect(Collectors.toSet());
    }

    /** A row and an answer are text, in which no raw bytes can be. */
    private static Set<Encoding> planted(Surface surface) {
        return switch (surface) {
            case LOG, DATABASE_FILE, WRITE_AHEAD_LOG, KAFKA_LOG, KAFKA_RECORD -> Set.of(Encoding.values());
            case DATABASE_ROW, API_ANSWER -> Set.of(Encoding.BASE64, Encoding.HEX);
        };
    }
}
