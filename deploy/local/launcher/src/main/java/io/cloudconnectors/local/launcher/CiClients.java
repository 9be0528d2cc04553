package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The identities of tenants' CI: a client of the realm with a secret of its own, whose service account has the tenant as its
 * attribute and one role. docs/ci.md says the same for a Keycloak that is not local.
 */
public final class CiClients {

    /**
     * A client that a CI job signs in as, with the client-credentials grant.
     *
     * @param secret shown once; asking again makes a new one
     */
    public record CiClient(String id, Secret secret) {}

    /** The realm's client that may make clients. */
    static final String CLIENT = "onboarding";

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final RealmAdministration realm;

    CiClients(URI keycloak, Secret clientSecret) {
        this.realm = new RealmAdministration(keycloak, CLIENT, clientSecret);
    }

    /**
     * Makes a client, or gives one that is there a new secret, which ends the old one.
     *
     * @param name tells the tenant's clients apart
     * @throws UsageException when a name cannot be one, or Keycloak does not answer
     */
    public CiClient make(String tenant, String name, Tokens.Role role) {
        RealmAdministration.requireTenant(tenant);
        if (!name.matches(NAME)) {
            throw new UsageException(
                    "'%s' cannot be a client: use 1 to 63 small letters, digits, '.', '_' or '-', beginning with a letter or digit."
                            .formatted(name));
        }
        var administrator = realm.session();
        var id = RealmAdministration.nameOf(name, tenant);
        var key = find(administrator, id);
        if (key.isEmpty()) {
            create(administrator, id, tenant);
            key = find(administrator, id);
        }
        // Also of one that is there: an earlier attempt may have ended in between.
        belong(administrator, key, tenant, role);
        var secret = administrator
                .send("POST", "/clients/" + key + "/client-secret", null)
                .path("value")
                .asText();
        return new CiClient(id, new Secret(secret));
    }

    private static String find(RealmAdministration.Session administrator, String id) {
        var clients = administrator.send("GET", "/clients?clientId=" + RealmAdministration.encode(id), null);
        return clients.isEmpty() ? "" : clients.get(0).path("id").asText();
    }

    private static void create(RealmAdministration.Session administrator, String id, String tenant) {
        administrator.send(
                "POST",
                "/clients",
                Map.ofEntries(
                        Map.entry("clientId", id),
                        Map.entry("description", "CI of the tenant " + tenant + "."),
                        Map.entry("protocol", "openid-connect"),
                        Map.entry("publicClient", false),
                        Map.entry("clientAuthenticatorType", "client-secret"),
                        Map.entry("serviceAccountsEnabled", true),
                        Map.entry("standardFlowEnabled", false),
                        Map.entry("directAccessGrantsEnabled", false),
                        Map.entry("fullScopeAllowed", true),
                        Map.entry("attributes", Map.of("access.token.lifespan", "900")),
                        Map.entry("defaultClientScopes", List.of("basic", "identity", "roles", "tenant")),
                        Map.entry("optionalClientScopes", List.of())));
    }

    private static void belong(RealmAdministration.Session administrator, String key, String tenant, Tokens.Role role) {
        var account = administrator.send("GET", "/clients/" + key + "/service-account-user", null);
        var user = account.path("id").asText();
        administrator.send(
                "PUT",
                "/users/" + user,
                Map.of(
                        "username",
                        account.path("username").asText(),
                        "enabled",
                        true,
                        "attributes",
                        Map.of("tenant", List.of(tenant))));
        administrator.give(user, role);
    }
}
