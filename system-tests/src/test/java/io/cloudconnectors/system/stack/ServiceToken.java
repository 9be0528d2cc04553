package io.cloudconnectors.system.stack;

import io.cloudconnectors.local.launcher.Stack;
import java.net.URI;
import java.util.Map;

/** The access token of a service, from Keycloak. */
final class ServiceToken {

    private ServiceToken() {}

    static String of(Stack stack, String client) {
        var form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(client, stack.secrets().oidcClient(client).value());
        return Http.send(
                        "POST",
                        URI.create(stack.url("keycloak") + "/realms/cloud-connectors/protocol/openid-connect/token"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }
}
