package io.cloudconnectors.system.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.SharedStack;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What stays of a secret in the services that it went through. docs/secrets-in-memory.md says what this shows and what it does
 * not: garbage that is not overwritten yet, and memory outside of the heap.
 */
@ExtendWith(SharedStack.class)
class HeapE2E {

    private static final List<String> SERVICES = List.of("vault", "connector-api", "poller-1", "poller-2");
    private static final Duration LETTING_GO = Duration.ofMinutes(1);

    @Test
    void afterSecretsWereUsedNothingInTheServicesCanReachThem(Stack stack) throws Exception {
        var scan = new CanaryScan(StoredSecrets.used(Client.ofNewTenant(stack)).inMemory());

        // A run has ended for its customer before its poller has let go of it.
        await().atMost(LETTING_GO)
                .untilAsserted(() -> assertThat(found(stack, scan)).isEmpty());
    }

    private static Set<CanaryScan.Finding> found(Stack stack, CanaryScan scan) throws Exception {
        var found = new HashSet<CanaryScan.Finding>();
        for (var service : SERVICES) {
            found.addAll(HeapDump.scan(stack.process(service), scan));
        }
        return found;
    }

    /** The search is worth something: what a service has to know is found in its heap. */
    @Test
    void whatAServiceKnowsIsFound(Stack stack) throws Exception {
        var secret = Canary.ofText(
                "OIDC client secret",
                stack.secrets().oidcClient("poller-service").value());

        assertThat(HeapDump.scan(stack.process("poller-1"), new CanaryScan(List.of(secret))))
                .isNotEmpty();
    }
}
