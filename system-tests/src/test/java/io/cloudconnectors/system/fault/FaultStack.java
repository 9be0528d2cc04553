package io.cloudconnectors.system.fault;

import io.cloudconnectors.fault.agent.AgentOptions;
import io.cloudconnectors.local.launcher.Progress;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.stack.StateDirectory;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The stack that faults are made in: two of everything that there may be several of, and short waits. For dispatch an instance
 * and a poller have clocks that are wrong, and PostgreSQL a disk that can be filled.
 *
 * @param disk absent when there is none, or none can be mounted here
 */
record FaultStack(Stack stack, StateDirectory state, Optional<CappedDisk> disk) implements AutoCloseable {
    static final List<String> INSTANCES = List.of("connector-api", "connector-api-2");
    static final List<String> POLLERS = List.of("poller-1", "poller-2");
    /** Its clock is ahead. */
    static final String EARLY_INSTANCE = "connector-api-2";
    /** Its clock is behind. */
    static final String LATE_POLLER = "poller-2";

    /** From the deadline of a run, or its next chance, to its end: a lease, the grace after a start, sweeps and a poll. */
    static final long SLACK_MILLIS = 45_000;

    /** How long Kafka is kept away. */
    static final Duration AWAY = Duration.ofSeconds(Long.getLong("faults.away", 20));

    private static final Duration CLOCK_OFF = Duration.ofMinutes(10);
    private static final int DISK_MEBIBYTES = 512;

    private static final Map<String, String> INSTANCE_SETTINGS = Map.of(
            "LEASE_DURATION", "8S",
            "LEASE_SWEEP", "1S",
            "LEASE_RESEND_AFTER", "10S",
            "DISPATCH_OUTBOX_CLAIM", "3S",
            "DISPATCH_RUN_BUDGET", AWAY.plusSeconds(20).toString());
    private static final Map<String, String> POLLER_SETTINGS = Map.of(
            "POLLER_RUN_HEARTBEAT", "1S",
            "POLLER_KAFKA_SESSION_TIMEOUT", "6S",
            "POLLER_KAFKA_GROUP_HEARTBEAT", "2S");
    /** So that a vault or a cloud that does not answer is given up soon. */
    private static final Map<String, String> SHORT_PATIENCE = Map.of(
            "POLLER_RUN_VAULT_PATIENCE", "4S",
            "POLLER_AWS_ATTEMPT_TIMEOUT", "3S",
            "POLLER_AWS_CALL_TIMEOUT", "6S",
            "POLLER_AWS_MAX_ATTEMPTS", "2",
            "POLLER_AZURE_ATTEMPT_TIMEOUT", "3S",
            "POLLER_AZURE_MAX_ATTEMPTS", "2",
            "POLLER_AZURE_MAX_WAIT", "6S",
            "POLLER_GOOGLE_ATTEMPT_TIMEOUT", "3S",
            "POLLER_GOOGLE_MAX_ATTEMPTS", "2");

    /** @param without what of the product is switched off, if anything */
    static FaultStack start(Subject subject, Optional<Switch> without) throws IOException, SQLException {
        var state = StateDirectory.of("faults-" + subject.name().toLowerCase(Locale.ROOT));
        var options = StackOptions.forTests(state.path(), POLLERS.size())
                .withInstances(INSTANCES.size())
                .with("connector-api", INSTANCE_SETTINGS)
                .with("poller", POLLER_SETTINGS);
        if (without.isPresent()) {
            options = Agent.in(options, "connector-api", without.get().agent());
            options = Agent.in(options, "poller", without.get().agent());
        }
        var running = switch (subject) {
            case DISPATCH -> ofDispatch(options, state, without);
            case POLLER ->
                new FaultStack(
                        Stack.start(options.with("poller", SHORT_PATIENCE), Progress.SILENT), state, Optional.empty());
        };
        running.prepare();
        return running;
    }

    private static FaultStack ofDispatch(StackOptions usual, StateDirectory state, Optional<Switch> without)
            throws IOException {
        var agent = without.map(Switch::agent).orElse(AgentOptions.NONE);
        var options = Agent.in(usual, EARLY_INSTANCE, agent.withClock(CLOCK_OFF));
        options = Agent.in(options, LATE_POLLER, agent.withClock(CLOCK_OFF.negated()));
        var obstacle = CappedDisk.obstacle();
        obstacle.ifPresent(System.out::println);
        Optional<CappedDisk> disk = obstacle.isPresent()
                ? Optional.empty()
                : Optional.of(CappedDisk.mount(options.postgresDirectory(), DISK_MEBIBYTES));
        return new FaultStack(Stack.start(options, Progress.SILENT), state, disk);
    }

    private void prepare() throws SQLException, IOException {
        Chronicle.install(stack);
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET max_wal_size = '96MB'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    static List<StackProcess> processes(Stack stack, List<String> names) {
        return names.stream().map(stack::process).toList();
    }

    @Override
    public void close() throws IOException {
        stack.close();
        disk.ifPresent(CappedDisk::close);
        state.leave(stack);
    }
}
