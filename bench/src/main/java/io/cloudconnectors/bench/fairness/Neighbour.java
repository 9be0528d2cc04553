package io.cloudconnectors.bench.fairness;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.KeptConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A tenant whose few connectors run when it says so, and at no other time. */
final class Neighbour implements AutoCloseable {
    private static final int CONNECTORS = 10;
    private static final long PAUSE_MILLIS = 20;

    private final KeptConnection connection;
    private final String token;
    private final List<String> connectors = new ArrayList<>();
    private int runs;

    private Neighbour(KeptConnection connection, String token) {
        this.connection = connection;
        this.token = token;
    }

    static Neighbour of(URI api, String token) {
        var neighbour = new Neighbour(KeptConnection.to(api), token);
        for (int i = 0; i < CONNECTORS; i++) {
            byte[] made = neighbour.connection.send(
                    Connectors.make("neighbour-" + i, "8%011d".formatted(i), false, token), 201);
            neighbour.connectors.add(Connectors.read(made).path("id").asText());
        }
        return neighbour;
    }

    /** Starts a run and lets it end; how long it waited for its lease, by the database's clock. */
    Duration runWaited() throws InterruptedException {
        String path = Connectors.PATH + "/" + connectors.get(runs++ % CONNECTORS) + "/runs";
        String id = Connectors.read(connection.send(Call.post(path, token, ""), 202))
                .path("id")
                .asText();
        JsonNode run;
        do {
            Thread.sleep(PAUSE_MILLIS);
            run = Connectors.read(connection.send(Call.get(path + "/" + id, token), 200));
        } while (run.path("finishedAt").isNull());
        return Duration.between(
                Instant.parse(run.path("createdAt").asText()),
                Instant.parse(run.path("startedAt").asText()));
    }

    @Override
    public void close() {
        connection.close();
    }
}
