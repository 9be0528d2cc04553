package io.cloudconnectors.bench;

import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.bench.load.Window;
import java.net.URI;
import java.util.function.Supplier;

/**
 * One thing that is measured.
 *
 * @param calls asked from several threads
 * @param status what each is answered with
 */
record Measure(String name, URI server, Supplier<Call> calls, int status) {

    Window run(ClosedLoop loop) {
        return loop.run(server, calls, status);
    }
}
