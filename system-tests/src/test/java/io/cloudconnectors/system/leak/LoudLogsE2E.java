package io.cloudconnectors.system.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.launcher.Progress;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.StateDirectory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the services log when every logger is as loud as an operator can make it. */
class LoudLogsE2E {

    /** Those that say what goes over the wire, and those that are silenced by default. */
    private static final List<String> LOUD = List.of(
            "COM_AZURE",
            "COM_MICROSOFT_AAD_MSAL4J",
            "REACTOR_CORE_PUBLISHER_OPERATORS",
            "ORG_APACHE_KAFKA",
            "ORG_APACHE_HTTP",
            "ORG_APACHE_HC_CLIENT5",
            "SOFTWARE_AMAZON_AWSSDK");

    @Test
    void noLoggerTellsASecretHoweverLoudItIs() throws Exception {
        var state = StateDirectory.of("loud");
        var options = StackOptions.forTests(state.path(), 1)
                .with("connector-api", loud())
                .with("vault", loud())
                .with("poller", loud());
        var stack = Stack.start(options, Progress.SILENT);
        try {
            // Given connectors of all three clouds that ran
            var client = Client.ofNewTenant(stack);
            var cloud = new Cloud(stack);
            var account = cloud.newAccount("{\"buckets\": [{\"name\": \"loud-logs\", \"region\": \"eu-central-1\"}]}");
            var _ = cloud.connect(client, account);
            var canaries = new ArrayList<>(StoredSecrets.used(client).canaries());
            canaries.addAll(Canaries.ofSessions(cloud, account));
            canaries.addAll(Canaries.ofThePlatform(stack));
            assertThat(canaries).hasSizeGreaterThan(7);

            // Then
            assertThat(Files.readString(stack.process("poller-1").log())).contains("\"level\":\"DEBUG\"");
            assertThat(new Surfaces(stack, new CanaryScan(canaries)).logs()).isEmpty();
        } finally {
            stack.close();
            state.leave(stack);
        }
    }

    private static Map<String, String> loud() {
        var variables = new HashMap<String, String>();
        variables.put("QUARKUS_LOG_LEVEL", "TRACE");
        LOUD.forEach(category -> variables.put("QUARKUS_LOG_CATEGORY__" + category + "__LEVEL", "TRACE"));
        return variables;
    }
}
