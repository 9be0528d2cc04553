package io.cloudconnectors.bench.fairness;

import io.cloudconnectors.local.launcher.UsageException;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.util.Arrays;
import java.util.List;

/** What {@code ./dev bench fairness} runs. Exit status 0 when all was measured, whether or not the goal was met; 2 when not. */
public final class Main {
    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            benchmark(Arrays.asList(arguments)).run();
            System.exit(0);
        } catch (UsageException | ServerFailedException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static FairnessBenchmark benchmark(List<String> arguments) {
        if (arguments.isEmpty()) {
            return new FairnessBenchmark(1000, 100, System.out);
        }
        if (arguments.equals(List.of("--quick"))) {
            return new FairnessBenchmark(100, 10, System.out);
        }
        throw new UsageException("./dev bench fairness takes --quick and nothing else.");
    }
}
