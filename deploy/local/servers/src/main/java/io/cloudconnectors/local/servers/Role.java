package io.cloudconnectors.local.servers;

import java.util.Locale;

/**
 * The roles of the databases. An owner owns its database and migrates it; the others own nothing, may connect, and get
 * their grants from the migrations.
 */
public enum Role {
    CONNECTORS_OWNER(Database.CONNECTORS, "DB_OWNER_PASSWORD"),
    CONNECTORS_API(Database.CONNECTORS, "DB_API_PASSWORD"),
    CONNECTORS_ENGINE(Database.CONNECTORS, "DB_ENGINE_PASSWORD"),
    INVENTORY_OWNER(Database.INVENTORY, "INVENTORY_OWNER_PASSWORD"),
    INVENTORY_API(Database.INVENTORY, "INVENTORY_API_PASSWORD"),
    INVENTORY_ENGINE(Database.INVENTORY, "INVENTORY_ENGINE_PASSWORD"),
    VAULT_OWNER(Database.VAULT, "VAULT_OWNER_PASSWORD"),
    VAULT_APP(Database.VAULT, "VAULT_APP_PASSWORD"),
    VAULT_KEYSTORE_OWNER(Database.VAULT_KEYSTORE, "KEYSTORE_OWNER_PASSWORD"),
    VAULT_KEYSTORE_APP(Database.VAULT_KEYSTORE, "KEYSTORE_APP_PASSWORD");

    private final Database database;
    private final String passwordVariable;

    Role(Database database, String passwordVariable) {
        this.database = database;
        this.passwordVariable = passwordVariable;
    }

    public Database database() {
        return database;
    }

    /** The name in PostgreSQL. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that carries its password. */
    public String passwordVariable() {
        return passwordVariable;
    }

    public boolean owns() {
        return name().endsWith("_OWNER");
    }
}
