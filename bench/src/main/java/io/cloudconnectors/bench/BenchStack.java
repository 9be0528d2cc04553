package io.cloudconnectors.bench;

import io.cloudconnectors.local.launcher.Progress;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.servers.CacheDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** A stack for one benchmark, whose state is gone with it. */
public record BenchStack(Stack stack, Path state) implements AutoCloseable {
    private static final String UNLIMITED = "1000000000";

    /**
     * Starts it in a directory of its own, which stays when the start fails: the logs are there.
     *
     * @param wanted what to start in that directory
     */
    public static BenchStack start(Function<Path, StackOptions> wanted) {
        try {
            var state = Files.createTempDirectory("cloud-connectors-bench-");
            return new BenchStack(Stack.start(wanted.apply(state), Progress.SILENT), state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole product, with a limiter that counts as it does otherwise and never says no. */
    public static BenchStack startUnlimited(int pollers) {
        return start(state -> StackOptions.forTests(state, pollers)
                .with(
                        "connector-api",
                        Map.of(
                                "RATE_LIMIT_READ_PER_MINUTE", UNLIMITED,
                                "RATE_LIMIT_WRITE_PER_MINUTE", UNLIMITED,
                                "RATE_LIMIT_EXPENSIVE_PER_MINUTE", UNLIMITED)));
    }

    @Override
    public void close() {
        stack.close();
        try {
            CacheDirectory.delete(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
