package io.cloudconnectors.bench.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Requests at a steady rate, whatever becomes of those before: each is due at its time, and its latency counts from then. So a
 * server that stands still for a second is seen by every request of that second, and not by one for each client.
 */
public final class SteadyLoop implements AutoCloseable {
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentLinkedQueue<Timeline.Sample> samples = new ConcurrentLinkedQueue<>();
    private final ExecutorService executor;
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean stopped;

    private SteadyLoop(int clients) {
        executor = Executors.newFixedThreadPool(clients);
    }

    /**
     * Starts it.
     *
     * @param clients how many, each with a connection of its own: enough for what is under way at once
     * @param calls made before each is due, from several threads
     */
    public static SteadyLoop start(URI server, int clients, int perSecond, Supplier<Call> calls, int wanted) {
        var loop = new SteadyLoop(clients);
        for (int i = 0; i < clients; i++) {
            loop.clients.add(loop.executor.submit(() -> loop.client(server, perSecond, calls, wanted)));
        }
        return loop;
    }

    private void client(URI server, int perSecond, Supplier<Call> calls, int wanted) {
        try (var connection = KeptConnection.to(server)) {
            while (!stopped) {
                var call = calls.get();
                long due = begin + next.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                connection.send(call, wanted);
                samples.add(new Timeline.Sample((due - begin) / 1e9, System.nanoTime() - due));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Seconds since the first request was due.
     *
     * @throws IllegalStateException when a request failed
     */
    public double seconds() {
        for (Future<?> client : clients) {
            if (client.isDone()) {
                ClosedLoop.get(client);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** What was seen until now. */
    public Timeline timeline() {
        return new Timeline(List.copyOf(samples));
    }

    @Override
    public void close() {
        stopped = true;
        executor.close();
    }
}
