package io.cloudconnectors.local.servers;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The databases of the suite, and the environment variable by which a service is told where each one is. */
public enum Database {
    CONNECTORS("DB_URL"),
    INVENTORY("INVENTORY_DB_URL"),
    VAULT("VAULT_DB_URL"),
    VAULT_KEYSTORE("KEYSTORE_DB_URL");

    private final String urlVariable;

    Database(String urlVariable) {
        this.urlVariable = urlVariable;
    }

    /** The name in PostgreSQL. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that carries its JDBC URL. */
    public String urlVariable() {
        return urlVariable;
    }

    /** The role that owns this database and runs its migrations. */
    public Role owner() {
        return roles().stream().filter(Role::owns).findFirst().orElseThrow();
    }

    public List<Role> roles() {
        return Stream.of(Role.values()).filter(role -> role.database() == this).toList();
    }
}
