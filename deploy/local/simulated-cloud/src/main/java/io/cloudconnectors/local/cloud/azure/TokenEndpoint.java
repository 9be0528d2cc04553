package io.cloudconnectors.local.cloud.azure;

import io.cloudconnectors.local.cloud.aws.wire.Params;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Entra ID's token endpoint, for client credentials. */
final class TokenEndpoint {
    private static final String DEFAULT_SCOPE = "/.default";
    private static final Set<String> OPENID = Set.of("openid", "profile", "offline_access");

    private final Directory directory;
    private final Tokens tokens;
    private final InstantSource clock;

    TokenEndpoint(Directory directory, Tokens tokens, InstantSource clock) {
        this.directory = directory;
        this.tokens = tokens;
        this.clock = clock;
    }

    Map<String, Object> signIn(String tenant, Params form, String host) {
        if (!Guids.isGuid(tenant)) {
            throw AzureError.MALFORMED_TENANT.about(tenant);
        }
        String grant = required(form, "grant_type");
        if (!grant.equals("client_credentials")) {
            throw AzureError.GRANT_NOT_SUPPORTED.about(grant);
        }
        String app = required(form, "client_id");
        Instant now = clock.instant();
        check(tenant, app, directory.check(tenant, app, required(form, "client_secret"), now));
        String audience = audience(tenant, required(form, "scope"), host);
        String token = tokens.mint(new Tokens.Token(tenant, app, audience, now.plus(Tokens.LIFE)));
        return Map.of(
                "token_type",
                "Bearer",
                "expires_in",
                Tokens.LIFE.toSeconds(),
                "ext_expires_in",
                Tokens.LIFE.toSeconds(),
                "access_token",
                token);
    }

    private static void check(String tenant, String app, Directory.Standing standing) {
        switch (standing) {
            case VALID -> {}
            case EXPIRED -> throw AzureError.EXPIRED_SECRET.about(app);
            case WRONG -> throw AzureError.WRONG_SECRET.about(app);
            case APP_UNKNOWN -> throw AzureError.UNKNOWN_APP.about(app, tenant);
            case TENANT_UNKNOWN -> throw AzureError.UNKNOWN_TENANT.about(tenant);
        }
    }

    private static String audience(String tenant, String scope, String host) {
        String resource = Arrays.stream(scope.split(" "))
                .filter(each -> !OPENID.contains(each))
                .findFirst()
                .filter(each -> each.endsWith(DEFAULT_SCOPE))
                .map(each -> each.substring(0, each.length() - DEFAULT_SCOPE.length()))
                .orElse(scope);
        if (!Audiences.isResourceManager(resource, host)) {
            throw AzureError.UNKNOWN_RESOURCE.about(resource, tenant);
        }
        return resource;
    }

    private static String required(Params form, String name) {
        String value = form.get(name);
        if (value == null || value.isEmpty()) {
            throw AzureError.MISSING_PARAMETER.about(name);
        }
        return value;
    }
}
