package io.cloudconnectors.bench.bare;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** {@code GET /{tenant}/connectors} and {@code GET /{tenant}/connectors/{id}}. */
public final class BareEndpoint {
    /** What it says when it listens. */
    public static final String READY = "Bare endpoint ready";

    public static final String PORT = "BARE_PORT";
    public static final String CONNECTIONS = "BARE_CONNECTIONS";
    public static final String URL = "BARE_DB_URL";
    public static final String USER = "BARE_DB_USER";
    public static final String PASSWORD = "BARE_DB_PASSWORD";

    private static final int LIMIT = 50;

    private final BareRepository repository;

    private BareEndpoint(BareRepository repository) {
        this.repository = repository;
    }

    public static void main(String[] arguments) throws SQLException {
        Map<String, String> environment = System.getenv();
        var endpoint = new BareEndpoint(BareRepository.connect(
                required(environment, URL),
                required(environment, USER),
                required(environment, PASSWORD),
                Integer.parseInt(required(environment, CONNECTIONS)),
                BareStatements.of(environment)));
        new BareServer(endpoint::read).listen(Integer.parseInt(required(environment, PORT)), READY);
    }

    static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** @param path of {@code /tenant/connectors/id}, the empty text before the first slash included */
    private byte[] read(String[] path) throws SQLException, IOException, InterruptedException {
        return path.length == 3 ? repository.page(path[1], LIMIT) : repository.one(path[1], UUID.fromString(path[3]));
    }
}
