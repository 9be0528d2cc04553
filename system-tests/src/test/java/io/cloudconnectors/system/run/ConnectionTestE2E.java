package io.cloudconnectors.system.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a customer tries before there is a connector, and after. */
@ExtendWith(SharedStack.class)
class ConnectionTestE2E {

    private Cloud cloud;
    private Client client;

    @BeforeEach
    void setUp(Stack stack) {
        cloud = new Cloud(stack);
        client = Client.ofNewTenant(stack);
    }

    @Test
    void aDraftIsTestedUntilItsRoleIsRightAndBecomesTheConnectorThatWorks() throws Exception {
        // Given a draft, and an account whose role trusts nobody yet
        var account = cloud.newAccount(
                "{\"buckets\": [{\"name\": \"draft-%s\", \"region\": \"eu-central-1\"}]}".formatted(UUID.randomUUID()));
        var draft = client.post(Paths.CONNECTORS + "/drafts", Map.of("provider", "AWS"))
                .expect(201)
                .json();
        var id = draft.path("id").asText();
        var role = Map.of("roleArn", cloud.roleArn(account));

        // When it is tested
        var denied = test(id, Map.of("aws", role));

        // Then it says where to begin, and tried nothing behind that
        assertThat(denied.path("state").asText()).isEqualTo("FAILED");
        assertThat(denied.path("reason").path("code").asText()).isEqualTo("AWS_ASSUME_ROLE_DENIED");
        assertThat(results(denied))
                .startsWith("SIGN_IN FAILED", "ACCOUNT SKIPPED")
                .endsWith("EXTERNAL_ID SKIPPED");
        assertThat(cloud.callsOf(denied.path("id").asText())).containsExactly("AssumeRole");

        // When the customer trusts the platform with the draft's External ID
        cloud.trust(
                account,
                draft.path("platformAccountId").asText(),
                draft.path("externalId").asText());
        var passed = test(id, Map.of("aws", role));

        // Then every step passes
        assertThat(passed.path("state").asText()).as("%s", passed).isEqualTo("SUCCEEDED");
        assertThat(results(passed)).allMatch(step -> step.endsWith(" PASSED"));

        // When the connector is created from the draft
        var created = client.post(
                        Paths.CONNECTORS,
                        Map.of("name", "aws-" + account, "provider", "AWS", "draftId", id, "aws", role))
                .expect(201)
                .json();

        // Then it is what was tested, and works
        assertThat(created.path("id").asText()).isEqualTo(id);
        assertThat(created.path("aws").path("externalId")).isEqualTo(draft.path("externalId"));
        var online = client.awaitConnector(
                id, connector -> connector.path("state").asText().equals("ONLINE"));
        assertThat(online.path("health").asText()).isEqualTo("OK");

        // And a test of it moves nothing
        var again = test(id, Map.of());
        assertThat(again.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(again.path("credential").path("source").asText()).isEqualTo("CURRENT");
        var after = client.get(Paths.connector(id)).expect(200).json();
        assertThat(after.path("version")).isEqualTo(online.path("version"));
        assertThat(after.path("lastRun")).isEqualTo(online.path("lastRun"));
    }

    /** The end of a new test. */
    private JsonNode test(String id, Map<String, ?> body) {
        var queued = client.post(Paths.connector(id) + "/test", body).expect(202);
        var watch = queued.json().path("id").asText();
        assertThat(queued.headers().get("location")).endsWith(Paths.connector(id) + "/tests/" + watch);
        var ended = client.get(Paths.connector(id) + "/tests/" + watch + "?wait=25")
                .expect(200)
                .json();
        assertThat(ended.path("finishedAt").isNull()).as("%s", ended).isFalse();
        return ended;
    }

    private static List<String> results(JsonNode test) {
        return StreamSupport.stream(test.path("steps").spliterator(), false)
                .map(step ->
                        step.path("step").asText() + " " + step.path("result").asText())
                .toList();
    }
}
