package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.DispatchBenchmark.BenchFailedException;
import io.cloudconnectors.local.launcher.UsageException;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.sql.SQLException;
import java.util.Arrays;

/** What {@code ./dev bench dispatch} runs. Exit status 0 when all was measured, whether or not the goals were met; 2 when not. */
public final class Main {
    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) throws SQLException {
        try {
            new DispatchBenchmark(DispatchOptions.of(Arrays.asList(arguments)), System.out).run();
            System.exit(0);
        } catch (UsageException | ServerFailedException | BenchFailedException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }
}
