package io.cloudconnectors.bench.evidence;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks every 50 ms what PostgreSQL's sessions wait for, until it is closed. */
public final class WaitSampler implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final ServerRepository server;
    private final Map<String, Long> sessions = new TreeMap<>();
    private long looks;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();

    private WaitSampler(ServerRepository server) {
        this.server = server;
    }

    /** @param server its connection is used by nobody else meanwhile */
    public static WaitSampler start(ServerRepository server) {
        var sampler = new WaitSampler(server);
        var _ = sampler.ticker.scheduleAtFixedRate(sampler::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return sampler;
    }

    private void look() {
        try {
            var waits = server.waits();
            synchronized (this) {
                waits.forEach((what, count) -> sessions.merge(what, count, Long::sum));
                looks++;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e); // Ends the sampling; what was seen stays.
        }
    }

    /** How many sessions there were of each kind, on average. */
    public synchronized Map<String, Double> averages() {
        var averages = new TreeMap<String, Double>();
        sessions.forEach((what, count) -> averages.put(what, count / (double) Math.max(looks, 1)));
        return averages;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
