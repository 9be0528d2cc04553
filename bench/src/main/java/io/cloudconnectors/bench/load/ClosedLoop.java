package io.cloudconnectors.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Clients of which each sends its next request when the last was answered.
 *
 * @param clients how many, each with a connection of its own
 */
public record ClosedLoop(int clients, Duration length) {

    /**
     * Sends requests until the time is over.
     *
     * @param calls asked from several threads
     * @throws IllegalStateException when anything is answered with another status
     */
    public Window run(URI server, Supplier<Call> calls, int wanted) {
        long begin = System.nanoTime();
        long deadline = begin + length.toNanos();
        var seen = new ArrayList<Future<LongStream>>();
        try (var executor = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                seen.add(executor.submit(() -> client(server, calls, wanted, deadline)));
            }
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return Window.of(elapsed, seen.stream().flatMapToLong(ClosedLoop::get).toArray());
    }

    private static LongStream client(URI server, Supplier<Call> calls, int wanted, long deadline) {
        var nanos = LongStream.builder();
        try (var connection = KeptConnection.to(server)) {
            for (long now = System.nanoTime(); now < deadline; now = System.nanoTime()) {
                var call = calls.get();
                connection.send(call, wanted);
                nanos.add(System.nanoTime() - now);
            }
        }
        return nanos.build();
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
