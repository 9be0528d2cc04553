package io.cloudconnectors.local.cloud.azure;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Entra ID's tenants, their applications and the applications' secrets, as they are now. Secrets live in memory alone. */
final class Directory {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 30;

    /** By tenant, application and secret: the moment from which the secret is expired. */
    private final Map<String, Map<String, Map<String, Instant>>> tenants = new HashMap<>();

    /** How a secret stands with an application. */
    enum Standing {
        VALID,
        EXPIRED,
        WRONG,
        APP_UNKNOWN,
        TENANT_UNKNOWN
    }

    synchronized void add(AzureTenant tenant) {
        Map<String, Map<String, Instant>> apps =
                tenants.computeIfAbsent(AzureSubscription.key(tenant.id()), id -> new HashMap<>());
        tenant.apps().forEach(app -> apps.putIfAbsent(AzureSubscription.key(app.id()), new HashMap<>()));
    }

    synchronized boolean knows(String tenant) {
        return tenants.containsKey(AzureSubscription.key(tenant));
    }

    synchronized Standing check(String tenant, String app, String secret, Instant now) {
        Map<String, Map<String, Instant>> apps = tenants.get(AzureSubscription.key(tenant));
        if (apps == null) {
            return Standing.TENANT_UNKNOWN;
        }
        Map<String, Instant> secrets = apps.get(AzureSubscription.key(app));
        if (secrets == null) {
            return Standing.APP_UNKNOWN;
        }
        return Optional.ofNullable(secrets.get(secret))
                .map(end -> now.isBefore(end) ? Standing.VALID : Standing.EXPIRED)
                .orElse(Standing.WRONG);
    }

    synchronized String newSecret(String tenant, String app, Instant expiresAt) {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        addSecret(tenant, app, secret, expiresAt);
        return secret;
    }

    synchronized void addSecret(String tenant, String app, String secret, Instant expiresAt) {
        secrets(tenant, app).put(secret, expiresAt);
    }

    synchronized void expireSecrets(String tenant, String app, Instant at) {
        secrets(tenant, app).replaceAll((secret, end) -> at);
    }

    synchronized void deleteSecrets(String tenant, String app) {
        secrets(tenant, app).clear();
    }

    synchronized void deleteApp(String tenant, String app) {
        secrets(tenant, app);
        tenants.getOrDefault(AzureSubscription.key(tenant), Map.of()).remove(AzureSubscription.key(app));
    }

    synchronized void deleteTenant(String tenant) {
        tenants.remove(AzureSubscription.key(tenant));
    }

    private Map<String, Instant> secrets(String tenant, String app) {
        Map<String, Instant> secrets =
                tenants.getOrDefault(AzureSubscription.key(tenant), Map.of()).get(AzureSubscription.key(app));
        if (secrets == null) {
            throw new IllegalArgumentException("No app " + app + " in tenant " + tenant);
        }
        return secrets;
    }
}
