package io.cloudconnectors.system.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.CiClients.CiClient;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens.Role;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.system.stack.Answer;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A CI job with its own identity makes a set of connectors what its file says; a request that was cut off is sent again. */
@ExtendWith(SharedStack.class)
class ApplyE2E {
    private final String tenant = "t-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    @Test
    void aJobWithItsOwnIdentityBringsConnectorsOnline(Stack stack) throws Exception {
        // Given a client of the tenant's CI, and a file whose role the customer has not made yet
        var cloud = new Cloud(stack);
        var reader = Client.of(stack, Role.VIEWER, tenant);
        var ci = stack.ciClients().make(tenant, "payments", Role.EDITOR);
        var account = cloud.newAccount("{\"buckets\": [{\"name\": \"of-ci\", \"region\": \"eu-central-1\"}]}");
        var open = cloud.newOpenAccount();

        // When the job plans and applies it
        var file = file(item("closed", ""), item("open", cloud.roleArn(open)));
        var plan = job(stack, ci, "--dry-run", file);
        assertThat(reader.get(Paths.CONNECTORS).expect(200).json().path("items"))
                .isEmpty();
        var first = job(stack, ci, file);

        // Then the plan said what was done, the one connector is ONLINE, and the other one tells what its role must
        // trust
        assertThat(plan.output()).contains("PLANNED\tCREATE\tclosed").contains("2 created, 0 updated");
        assertThat(first).isEqualTo(new Job(0, plan.output().replace("PLANNED", "DONE")));
        var _ = reader.awaitConnector(idOf(reader, "open"), ApplyE2E::isOnline);
        var closed =
                reader.get(Paths.connector(idOf(reader, "closed"))).expect(200).json();
        assertThat(closed.path("reason").path("code").asText()).isEqualTo("AWAITING_ROLE_ARN");

        // When the customer makes the role and the file names it
        cloud.trust(account, closed);
        var second = job(stack, ci, file(item("closed", cloud.roleArn(account)), item("open", cloud.roleArn(open))));

        // Then that one is ONLINE too; the same file again changes nothing
        assertThat(second.output())
                .contains("DONE\tUPDATE\tclosed\taws,credential")
                .contains("1 unchanged");
        var online = reader.awaitConnector(closed.path("id").asText(), ApplyE2E::isOnline);
        assertThat(online.path("aws").path("externalId").asText())
                .isEqualTo(closed.path("aws").path("externalId").asText());
        var third = job(stack, ci, directory.resolve("connectors.yaml").toString());
        assertThat(third.output()).contains("0 created, 0 updated, 0 disabled, 2 unchanged, 0 failed");

        // When the client is made anew, then its old secret is of no use
        var renewed = stack.ciClients().make(tenant, "payments", Role.EDITOR);
        assertThat(renewed.id()).isEqualTo(ci.id());
        assertThat(job(stack, ci, file).status()).isEqualTo(2);
        assertThat(job(stack, renewed, "--dry-run", file).status()).isZero();
    }

    @Test
    void aRequestThatAKilledInstanceCarriedOutIsAnsweredWithWhatItMade(Stack stack) throws Exception {
        // Given an instance that is killed after the connector is committed and before the answer is kept
        var client = Client.of(stack, Role.EDITOR, tenant);
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var body = Map.of("name", "once", "provider", "AWS", "aws", Map.of());
        run(stack, """
                CREATE FUNCTION hesitate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(120); RETURN NEW; END $$;
                CREATE TRIGGER hesitate BEFORE UPDATE ON idempotency_key FOR EACH ROW
                    WHEN (NEW.status IS NOT NULL AND NEW.key = '%s') EXECUTE FUNCTION hesitate()
                """.formatted(key.get("Idempotency-Key")));
        var cutOff = CompletableFuture.supplyAsync(() -> client.post(Paths.CONNECTORS, body, key));
        await().atMost(Duration.ofSeconds(30)).until(() -> names(client).contains("once"));
        stack.process("connector-api").kill();
        assertThat(cutOff).failsWithin(Duration.ofSeconds(30));
        run(stack, """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%UPDATE idempotency_key%' AND pid <> pg_backend_pid();
                DROP FUNCTION hesitate CASCADE
                """);
        stack.process("connector-api").restart();

        // When the client sends it again, until the dead instance's lease is over
        var answer = await().atMost(Duration.ofMinutes(2))
                .until(() -> client.post(Paths.CONNECTORS, body, key), retried -> retried.status() != 409);

        // Then it gets the connector that is there, and there is one
        assertThat(answer.expect(201).json().path("id").asText()).isEqualTo(idOf(client, "once"));
        assertThat(names(client)).containsExactly("once");
        assertThat(client.post(Paths.CONNECTORS, body, key).expect(201).headers())
                .containsEntry("idempotency-replayed", "true");
    }

    private Job job(Stack stack, CiClient ci, String... arguments) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Stream.concat(
                        Stream.of(Home.directory()
                                .resolve("deploy/ci/apply-connectors")
                                .toString()),
                        Stream.of(arguments))
                .toList());
        builder.redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "CONNECTORS_API",
                        stack.url("connector-api").toString(),
                        "CONNECTORS_TOKEN_URL",
                        stack.url("keycloak") + "/realms/cloud-connectors/protocol/openid-connect/token",
                        "CONNECTORS_CLIENT_ID",
                        ci.id(),
                        "CONNECTORS_CLIENT_SECRET",
                        ci.secret().value()));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).doesNotContain(ci.secret().value());
        return new Job(process.waitFor(), output);
    }

    /** What a run of the script came to. */
    private record Job(int status, String output) {}

    private String file(String... items) throws IOException {
        var file = directory.resolve("connectors.yaml");
        Files.writeString(file, "applySet: payments\nconnectors:\n" + String.join("", items));
        return file.toString();
    }

    private static String item(String name, String roleArn) {
        var role = roleArn.isEmpty() ? "{}" : "\n      roleArn: " + roleArn;
        return "  - name: %s\n    provider: AWS\n    aws: %s\n".formatted(name, role);
    }

    private static boolean isOnline(JsonNode connector) {
        return connector.path("state").asText().equals("ONLINE");
    }

    private static List<String> names(Client client) {
        return client.get(Paths.CONNECTORS).expect(200).json().path("items").findValuesAsText("name");
    }

    private static String idOf(Client client, String name) {
        Answer found = client.get(Paths.CONNECTORS + "?q=" + name).expect(200);
        return found.json().path("items").path(0).path("id").asText();
    }

    private static void run(Stack stack, String sql) throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
