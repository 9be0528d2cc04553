package io.cloudconnectors.system.stack;

import io.cloudconnectors.local.launcher.Stack;
import java.util.Map;
import java.util.UUID;

/** connector-api as the vault sees it, in the hands of a test: it seals, and commits nothing. */
public final class TestWriter {

    private final Stack stack;
    private final String token;

    public TestWriter(Stack stack) {
        this.stack = stack;
        this.token = ServiceToken.of(stack, "connector-api");
    }

    /** Seals an External ID without a role. */
    public Answer seal(String tenant, UUID connector, UUID credential, int version) {
        return Http.send(
                "PUT",
                stack.url("vault")
                        .resolve("/internal/v1/tenants/%s/credentials/%s/versions/%d"
                                .formatted(tenant, credential, version)),
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                "{\"connectorId\": \"%s\", \"aws\": {}}".formatted(connector));
    }
}
