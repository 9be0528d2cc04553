package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.BenchStack;
import io.cloudconnectors.bench.LoadRepository;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.Sql;
import io.cloudconnectors.bench.dispatch.DispatchOptions.Scenario;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.servers.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** Starts PostgreSQL, Kafka and connector-api, fills the schedule, and runs the scenarios that were asked for. */
final class DispatchBenchmark {
    private static final int INSTANCES = 2;
    private static final int TENANTS = 1_000;

    /** As an operator has it for a database of some gigabytes on a machine of its own; what is not here is PostgreSQL's own choice. */
    private static final Map<String, String> DATABASE = Map.of(
            "shared_buffers", "4GB",
            "max_wal_size", "8GB",
            "random_page_cost", "1.1");

    private final DispatchOptions options;
    private final PrintStream out;
    private final Notes notes;

    DispatchBenchmark(DispatchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.notes = new Notes(out);
    }

    void run() throws SQLException {
        notes.tell("starting PostgreSQL, Kafka and connector-api");
        try (var bench = BenchStack.start(DispatchBenchmark::wanted)) {
            size(bench.stack());
            load(bench.stack());
            try (var bed = Bed.of(bench.stack(), INSTANCES)) {
                measure(bed);
            }
        }
    }

    /** Nobody leases the runs: they are not to be sent again meanwhile. */
    private static StackOptions wanted(Path state) {
        return StackOptions.ofEngine(state, INSTANCES)
                .with(
                        "connector-api",
                        Map.of(
                                "LEASE_RESEND_AFTER", "1D",
                                "DISPATCH_QUEUE_EXPIRY", "1D",
                                "LEASE_PER_TENANT", "0", // runs that are leased and never end would reach the caps
                                "LEASE_PER_ACCOUNT", "0"));
    }

    private static void size(Stack stack) throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect()) {
            for (var setting : DATABASE.entrySet()) {
                Sql.execute(connection, "ALTER SYSTEM SET %s = '%s'".formatted(setting.getKey(), setting.getValue()));
            }
        }
        stack.process("postgres").restart();
    }

    private void load(Stack stack) throws SQLException {
        int rows = options.rows() * (options.has(Scenario.XMIN) && !options.sweep() ? HeldHorizon.ROWS : 1);
        try (var database = LoadRepository.connect(stack.superuser(Database.CONNECTORS))) {
            database.load(rows, TENANTS, there -> {
                if (there % 500_000 == 0 || there >= rows) {
                    notes.tell(there + " connectors are there");
                }
            });
        }
    }

    private void measure(Bed bed) throws SQLException {
        if (options.sweep()) {
            new Sweep(bed, options, notes::tell).run().print(out);
            return;
        }
        var report = new DispatchReport(options, out);
        if (options.has(Scenario.THROUGHPUT)) {
            report.throughput(new Throughput(bed, options, notes::tell).run());
        }
        if (options.has(Scenario.PUNCTUALITY)) {
            report.punctuality(new Punctuality(bed, options, notes::tell).run());
        }
        if (options.has(Scenario.DRAIN)) {
            report.drain(new Drain(bed, options, notes::tell).run());
        }
        if (options.has(Scenario.XMIN)) {
            report.xmin(new HeldHorizon(bed, options, notes::tell).run(), options.length());
        }
        if (options.has(Scenario.RESULTS)) {
            try (var inventory = InventoryRepository.connect(bed.stack())) {
                report.results(new ResultsIn(bed, inventory, options, notes::tell).run());
            }
        }
        report.write();
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
