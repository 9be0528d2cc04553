package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.LoadRepository;
import io.cloudconnectors.bench.dispatch.DispatchOptions.Scenario;
import io.cloudconnectors.local.launcher.Progress;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Starts PostgreSQL, Kafka and connector-api, fills the schedule, and runs the scenarios that were asked for. */
final class DispatchBenchmark {
    private static final int INSTANCES = 2;
    private static final int TENANTS = 1_000;
    /** The horizon is held for long, so that it takes more rows than the rest. */
    private static final int XMIN_ROWS = 2;

    private final DispatchOptions options;
    private final PrintStream out;
    private final long begin = System.nanoTime();

    DispatchBenchmark(DispatchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    void run() throws SQLException {
        try {
            var state = Files.createTempDirectory("cloud-connectors-bench-");
            tell("starting PostgreSQL, Kafka and connector-api");
            // Nobody leases the runs: they are not to be sent again meanwhile.
            var wanted = StackOptions.ofEngine(state, INSTANCES)
                    .with(
                            "connector-api",
                            Map.of(
                                    "LEASE_RESEND_AFTER", "1D",
                                    "DISPATCH_QUEUE_EXPIRY", "1D",
                                    "LEASE_PER_TENANT", "0", // runs that are leased and never end would reach the caps
                                    "LEASE_PER_ACCOUNT", "0"));
            try (var stack = Stack.start(wanted, Progress.SILENT)) {
                load(stack);
                try (var bed = Bed.of(stack, INSTANCES)) {
                    measure(bed);
                }
            } finally {
                CacheDirectory.delete(state);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(Stack stack) throws SQLException {
        int rows = options.rows() * (options.has(Scenario.XMIN) && !options.sweep() ? XMIN_ROWS : 1);
        try (var database = LoadRepository.connect(stack.superuser(Database.CONNECTORS))) {
            database.load(rows, TENANTS, there -> {
                if (there % 500_000 == 0 || there >= rows) {
                    tell(there + " connectors are there");
                }
            });
        }
    }

    private void measure(Bed bed) throws SQLException {
        if (options.sweep()) {
            new Sweep(bed, options, this::tell).run().print(out);
            return;
        }
        var report = new DispatchReport(options, out);
        if (options.has(Scenario.THROUGHPUT)) {
            report.throughput(new Throughput(bed, options, this::tell).run());
        }
        if (options.has(Scenario.PUNCTUALITY)) {
            report.punctuality(new Punctuality(bed, options, this::tell).run());
        }
        if (options.has(Scenario.DRAIN)) {
            report.drain(new Drain(bed, options, this::tell).run());
        }
        if (options.has(Scenario.XMIN)) {
            report.xmin(new HeldHorizon(bed, options, this::tell).run(), options.length());
        }
        if (options.has(Scenario.RESULTS)) {
            try (var inventory = InventoryRepository.connect(bed.stack())) {
                report.results(new ResultsIn(bed, inventory, options, this::tell).run());
            }
        }
        report.write();
    }

    private void tell(String what) {
        out.printf("%4d s  %s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds(), what);
    }

    /** A measure could not be taken. */
    static final class BenchFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BenchFailedException(String message) {
            super(message);
        }

        BenchFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
