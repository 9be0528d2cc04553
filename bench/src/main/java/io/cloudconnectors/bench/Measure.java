package io.cloudconnectors.bench;

import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.bench.load.Window;
import java.net.URI;
import java.util.function.Supplier;

/**
 * One thing that is measured.
 *
 * @param before what has to be ready before each round, and is not measured
 * @param calls asked from several threads
 * @param status what each is answered with
 */
public record Measure(String name, URI server, Runnable before, Supplier<Call> calls, int status) {

    public Measure(String name, URI server, Supplier<Call> calls, int status) {
        this(name, server, () -> {}, calls, status);
    }

    Window run(ClosedLoop loop) {
        return loop.run(server, calls, status);
    }
}
