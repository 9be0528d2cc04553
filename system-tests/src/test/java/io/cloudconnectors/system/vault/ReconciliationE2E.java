package io.cloudconnectors.system.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import io.cloudconnectors.system.stack.TestWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The vault asks connector-api, with its own identity, about what it was given; here after 20 s and not after an hour. */
@ExtendWith(SharedStack.class)
class ReconciliationE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void whatIsCommittedStaysAndWhatIsNotGoes(Stack stack) {
        // Given a connector, and a version of its credential that was sealed and not committed
        var client = Client.ofNewTenant(stack);
        var connector = UUID.fromString(client.post(Paths.CONNECTORS, Map.of("name", "kept", "provider", "AWS"))
                .expect(201)
                .json()
                .path("id")
                .asText());
        var credential = credentialOf(stack, connector);
        new TestWriter(stack).seal(client.tenant(), connector, credential, 2).expect(201);

        // Then
        await("the orphan goes")
                .atMost(PATIENCE)
                .until(() -> asked(stack, credential, 2).isEmpty());
        await("the other is confirmed")
                .atMost(PATIENCE)
                .until(() -> asked(stack, credential, 1).equals(Optional.of(false)));
        assertThat(client.get(Paths.connector(connector.toString()))
                        .expect(200)
                        .json()
                        .at("/credential/version")
                        .asInt())
                .isEqualTo(1);
    }

    private static UUID credentialOf(Stack stack, UUID connector) {
        return one(
                        stack,
                        Database.CONNECTORS,
                        "SELECT credential_id FROM connector WHERE id = ?",
                        connector,
                        UUID.class)
                .orElseThrow();
    }

    /** Whether connector-api will be asked about it; empty when it is gone. */
    private static Optional<Boolean> asked(Stack stack, UUID credential, int version) {
        return one(
                stack,
                Database.VAULT,
                "SELECT reconcile_at IS NOT NULL FROM credential_version WHERE credential_id = ? AND version = "
                        + version,
                credential,
                Boolean.class);
    }

    private static <T> Optional<T> one(Stack stack, Database database, String sql, UUID id, Class<T> type) {
        try (var connection = stack.superuser(database).connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, type)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
