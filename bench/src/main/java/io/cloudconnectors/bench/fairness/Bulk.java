package io.cloudconnectors.bench.fairness;

import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.KeptConnection;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A tenant that makes many connectors at once, each of which is due as soon as it is there. */
final class Bulk {
    private static final int SIDE_BY_SIDE = 8;

    private final URI api;
    private final String token;
    private final int connectors;

    Bulk(URI api, String token, int connectors) {
        this.api = api;
        this.token = token;
        this.connectors = connectors;
    }

    /** Begins; to be closed when they are there. */
    Making make() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var parts = IntStream.range(0, SIDE_BY_SIDE)
                .<Future<?>>mapToObj(part -> threads.submit(() -> make(part)))
                .toList();
        return () -> {
            threads.close();
            parts.forEach(Future::resultNow); // or it was another load
        };
    }

    private void make(int part) {
        try (var connection = KeptConnection.to(api)) {
            for (int i = part; i < connectors; i += SIDE_BY_SIDE) {
                var _ = connection.send(Connectors.make("bulk-" + i, "9%011d".formatted(i), true, token), 201);
            }
        }
    }

    /** Whether the first run of each has ended: AWS refused it, so that it is OFFLINE. */
    boolean hasRun() {
        try (var connection = KeptConnection.to(api)) {
            var counts = Connectors.read(connection.send(Call.get(Connectors.PATH + "/counts", token), 200));
            return counts.path("byState").path("OFFLINE").asInt() == connectors;
        }
    }

    /** What is going on. */
    interface Making extends AutoCloseable {
        @Override
        void close();
    }
}
