package io.cloudconnectors.local.servers;

import java.util.Map;
import java.util.TreeMap;

/** A running PostgreSQL with the suite's databases and roles. */
public interface PostgresServer extends AutoCloseable {

    /** How the role reaches its database. */
    Login login(Role role);

    /** The superuser's way into a database: for tests that must do what no service may. */
    Login superuser(Database database);

    /** Throws a database away and makes it anew, empty: cheaper than a server of its own. Ends its connections. */
    void recreate(Database database);

    /**
     * What a service that uses these databases is told by its environment: the URL of each and the password of each of its
     * roles, under the names that the service's configuration reads.
     */
    default Map<String, String> environment(Database... databases) {
        var environment = new TreeMap<String, String>();
        for (var database : databases) {
            environment.put(database.urlVariable(), login(database.owner()).url());
            for (var role : database.roles()) {
                environment.put(role.passwordVariable(), login(role).password().value());
            }
        }
        return environment;
    }

    @Override
    void close();
}
