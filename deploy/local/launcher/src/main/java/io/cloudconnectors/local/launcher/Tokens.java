package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Access tokens of people, from the local Keycloak: a person of any tenant and role is made when somebody asks to be that
 * person. For the local stack and its tests alone; the realm's {@code dev-token} client exists for nothing else.
 */
public final class Tokens {

    /** What a person may do. */
    public enum Role {
        VIEWER,
        EDITOR,
        ADMIN;

        /** The realm role. */
        String realmRole() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws UsageException when there is none of that name */
        static Role of(String name) {
            return Arrays.stream(values())
                    .filter(role -> role.realmRole().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new UsageException("There is no role '%s': use viewer, editor or admin.".formatted(name)));
        }
    }

    /** The realm's client that may make people and set their passwords, and nothing else. */
    static final String CLIENT = "people";

    private final RealmAdministration realm;

    Tokens(URI keycloak, Secret clientSecret) {
        this.realm = new RealmAdministration(keycloak, CLIENT, clientSecret);
    }

    /**
     * An access token of a person of that tenant with that role, good for 30 minutes.
     *
     * @throws UsageException when the tenant's name cannot be one, or Keycloak does not answer
     */
    public String token(Role role, String tenant) {
        RealmAdministration.requireTenant(tenant);
        var administrator = realm.session();
        var person = RealmAdministration.nameOf(role.realmRole(), tenant);
        var password = Secret.random();
        var id = find(administrator, person);
        if (id.isEmpty()) {
            create(administrator, person, tenant);
            id = find(administrator, person);
            administrator.give(id, role);
        }
        administrator.send(
                "PUT",
                "/users/" + id + "/reset-password",
                Map.of("type", "password", "temporary", false, "value", password.value()));
        return realm.grant(Map.of(
                "grant_type", "password", "client_id", "dev-token", "username", person, "password", password.value()));
    }

    private static String find(RealmAdministration.Session administrator, String person) {
        var users = administrator.send("GET", "/users?exact=true&username=" + RealmAdministration.encode(person), null);
        return users.isEmpty() ? "" : users.get(0).path("id").asText();
    }

    private static void create(RealmAdministration.Session administrator, String person, String tenant) {
        administrator.send(
                "POST",
                "/users",
                Map.of("username", person, "enabled", true, "attributes", Map.of("tenant", List.of(tenant))));
    }
}
