package io.cloudconnectors.system.leak;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Cloud;
import java.util.ArrayList;
import java.util.List;

/** Secrets that are there whatever a test does. */
final class Canaries {

    private Canaries() {}

    /** What the services sign in with. */
    static List<Canary> ofThePlatform(Stack stack) {
        var canaries = new ArrayList<Canary>();
        for (var service : List.of("connector-api", "poller-service", "credential-vault-service")) {
            canaries.add(Canary.ofText(
                    "OIDC client secret of " + service,
                    stack.secrets().oidcClient(service).value()));
        }
        canaries.add(Canary.ofText(
                "platform's AWS key", stack.secrets().platformSecretAccessKey().value()));
        return canaries;
    }

    /** What STS has minted for an account. */
    static List<Canary> ofSessions(Cloud cloud, String account) {
        var canaries = new ArrayList<Canary>();
        for (var session : cloud.sessions(account)) {
            canaries.add(Canary.ofText(
                    "STS session secret", session.path("secretAccessKey").asText()));
            canaries.add(Canary.ofText(
                    "STS session token", session.path("sessionToken").asText()));
        }
        return canaries;
    }
}
