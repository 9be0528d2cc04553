package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.stack.Answer;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What the faults of one seed are made with. */
final class Scene {

    private final Stack stack;
    private final Cloud cloud;
    private final Client client;
    private final List<Target> targets;
    private final Optional<CappedDisk> disk;
    private final Random random;
    private final Map<String, CompletableFuture<Void>> restarts = new LinkedHashMap<>();

    /** A connector and the account that it polls. */
    record Target(UUID connector, Account account) {}

    /** An attempt of a run that waits for the cloud in the middle of its look. */
    record Hanging(Target target, String run, int attempt) {}

    Scene(Stack stack, Client client, List<Target> targets, Optional<CappedDisk> disk, Random random) {
        this.stack = stack;
        this.cloud = new Cloud(stack);
        this.client = client;
        this.targets = targets;
        this.disk = disk;
        this.random = random;
    }

    Stack stack() {
        return stack;
    }

    Client client() {
        return client;
    }

    /** @throws java.util.NoSuchElementException when there is none here */
    CappedDisk disk() {
        return disk.orElseThrow();
    }

    Random random() {
        return random;
    }

    List<Target> targets() {
        return targets;
    }

    Target anyTarget() {
        return targets.get(random.nextInt(targets.size()));
    }

    List<StackProcess> instances() {
        return FaultStack.processes(stack, FaultStack.INSTANCES);
    }

    List<StackProcess> pollers() {
        return FaultStack.processes(stack, FaultStack.POLLERS);
    }

    /** The moment is what the seed is about: nothing is awaited. */
    void pause(int mostMillis) throws InterruptedException {
        Thread.sleep(1 + random.nextInt(mostMillis));
    }

    // What happens to processes.

    /** Starts it again while the seed goes on. */
    void restartLater(StackProcess process) {
        restarts.put(
                process.name(),
                CompletableFuture.runAsync(
                        process::restart, work -> Thread.ofVirtual().start(work)));
    }

    /** Waits until there runs again what a fault needs. */
    void settle(FaultKind.Needs needs) {
        switch (needs) {
            case EVERYTHING -> {
                restarts.values().forEach(CompletableFuture::join);
                restarts.clear();
            }
            case AN_INSTANCE -> {
                if (restarts.keySet().containsAll(FaultStack.INSTANCES)) {
                    CompletableFuture.anyOf(FaultStack.INSTANCES.stream()
                                    .map(restarts::get)
                                    .toArray(CompletableFuture[]::new))
                            .join();
                }
            }
        }
    }

    /** Which instance is held at a gate. */
    StackProcess owner(Gate.Held held) {
        return Reach.wait(
                "the process behind a backend",
                Duration.ofSeconds(2),
                () -> Sockets.owner(held.port(), stack.url("postgres").getPort(), instances()));
    }

    /** Has each instance send something: a producer that never did could not begin to while Kafka stands still. */
    void warmUp() {
        for (String instance : FaultStack.INSTANCES) {
            Client there = client.at(stack.url(instance));
            String run = Reach.wait("a run that " + instance + " starts", () -> {
                Answer answer = there.post(Paths.runs(anyTarget().connector().toString()), "");
                return answer.status() == 202
                        ? Optional.of(answer.json().path("id").asText())
                        : Optional.empty();
            });
            Reach.until("its message sent", () -> holds("NOT EXISTS (SELECT FROM outbox WHERE run_id = ?::uuid)", run));
        }
    }

    // What happens in the databases.

    Gate close(Gate.Point point) throws SQLException {
        return Gate.close(stack.superuser(point.database()), point);
    }

    /** Makes the next periods of some connectors without a run due now, of as many as there are. */
    void bringNear(int most) throws SQLException {
        bringNear("active_run_id IS NULL", most);
    }

    /** The same of all that nobody is claiming, those with a run too. */
    void bringAllNear() throws SQLException {
        bringNear("true", targets.size());
    }

    private void bringNear(String which, int most) throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.prepareStatement("""
                        UPDATE schedule
                           SET next_run_at = clock_timestamp()
                         WHERE connector_id IN (
                               SELECT connector_id FROM schedule
                                WHERE tenant = ? AND runnable AND mode = 'SCHEDULED' AND %s
                                ORDER BY random()
                                LIMIT ?
                                  FOR UPDATE SKIP LOCKED)
                        """.formatted(which))) {
            statement.setString(1, client.tenant());
            statement.setInt(2, most);
            statement.executeUpdate();
        }
    }

    /** Whether rows of {@code fault.history} are so. */
    boolean happened(String condition, Object... values) throws SQLException {
        return holds("EXISTS (SELECT FROM fault.history WHERE " + condition + ")", values);
    }

    /** Whether it holds in the database of connectors. */
    boolean holds(String condition, Object... values) throws SQLException {
        return count("SELECT CASE WHEN " + condition + " THEN 1 ELSE 0 END", values) == 1;
    }

    long count(String query, Object... values) throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** What the transaction claimed was committed. */
    void awaitCommit(Gate.Held held) {
        Reach.until(
                "the commit of the claim",
                () -> happened("xid = ?::text::xid8 AND what = 'MESSAGE'", Long.toString(held.xid())));
    }

    /** Whether the outbox still has messages of that transaction. */
    boolean isUnsent(Gate.Held held) throws SQLException {
        return holds(
                "EXISTS (SELECT FROM outbox o JOIN fault.history h ON h.run = o.run_id WHERE h.xid = ?::text::xid8)",
                Long.toString(held.xid()));
    }

    /** How long the messages of that transaction are that the outbox still has. */
    long bytesUnsent(Gate.Held held) throws SQLException {
        return count("""
                SELECT sum(octet_length(payload::text)) FROM outbox
                 WHERE run_id IN (SELECT run FROM fault.history WHERE xid = ?::text::xid8)
                """, Long.toString(held.xid()));
    }

    int kafkaPort() {
        return Integer.parseInt(stack.kafka().substring(stack.kafka().indexOf(':') + 1));
    }

    // What happens in the clouds.

    /** A run of a connector that waits in the middle of its look, until {@link #lift}. */
    Hanging hang(Target target) {
        cloud.fault(target.account().id(), "hang", "DescribeVolumes");
        return Reach.wait("a run that hangs", () -> hanging(target));
    }

    private Optional<Hanging> hanging(Target target) throws SQLException {
        Answer answer = client.post(Paths.runs(target.connector().toString()), "");
        String run = switch (answer.status()) {
            case 202 -> answer.json().path("id").asText();
            case 409 -> answer.json().path("runId").asText();
            default -> "";
        };
        if (run.isEmpty() || !cloud.isCalling(run, "DescribeVolumes")) {
            return Optional.empty();
        }
        long attempt = count("SELECT max(attempt) FROM fault.history WHERE run = ?::uuid AND what = 'LEASED'", run);
        return Optional.of(new Hanging(target, run, Math.toIntExact(attempt)));
    }

    void lift(Target target) {
        cloud.lift(target.account().id());
    }

    /** The poller that does it. */
    StackProcess pollerOf(Hanging hanging) {
        return Reach.wait(
                "the poller of a run",
                () -> pollers().stream()
                        .filter(poller -> Logs.mention(poller, hanging.run(), "attempt " + hanging.attempt()))
                        .findFirst());
    }

    /** The run is another attempt's, or it was the last. */
    void awaitNextAttempt(Hanging hanging) {
        Reach.until(
                "another attempt",
                () -> happened(
                        "run = ?::uuid AND (what = 'LEASED' AND attempt > ? OR what = 'ENDED')",
                        hanging.run(),
                        hanging.attempt()));
    }
}
