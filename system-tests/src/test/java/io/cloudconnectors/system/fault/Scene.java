package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.history.Event;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.stack.Answer;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Paths;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What the faults of one seed are made with. */
final class Scene {

    private static final int MOST_RUNS_TO_HEAL = 4;

    private final Stack stack;
    private final Client client;
    private final List<Target> targets;
    private final Chronicle chronicle;
    private final Optional<CappedDisk> disk;
    private final Random random;
    private final Map<String, CompletableFuture<Void>> restarts = new LinkedHashMap<>();

    /** A connector and the account that it polls. */
    record Target(UUID connector, Account account) {}

    /** An attempt of a run that waits for the cloud in the middle of its look. */
    record Hanging(Target target, String run, int attempt) {}

    Scene(
            Stack stack,
            Client client,
            List<Target> targets,
            Chronicle chronicle,
            Optional<CappedDisk> disk,
            Random random) {
        this.stack = stack;
        this.client = client;
        this.targets = targets;
        this.chronicle = chronicle;
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

    /** One that polls AWS. */
    Target anyOfAws() {
        List<Target> some = targets.stream()
                .filter(target -> target.account().cloud() instanceof AwsAccount)
                .toList();
        return some.get(random.nextInt(some.size()));
    }

    /** One of each cloud. */
    List<Target> oneOfEachCloud() {
        Map<Class<?>, Target> one = new LinkedHashMap<>();
        targets.forEach(target -> one.putIfAbsent(target.account().cloud().getClass(), target));
        return List.copyOf(one.values());
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

    int port(String process) {
        return stack.url(process).getPort();
    }

    /** How many runs of this tenant have succeeded. */
    long successes() throws SQLException {
        return count(
                "SELECT count(*) FROM fault.history WHERE tenant = ? AND what = 'ENDED' AND detail = 'SUCCEEDED'",
                client.tenant());
    }

    // What happens in the clouds.

    /** A run of a connector that waits in the middle of its look, until {@link #lift}. */
    Hanging hang(Target target) {
        return hang(target, target.account().cloud().listing());
    }

    /** A run of a connector that waits for the answer to a call, until {@link #lift}. */
    Hanging hang(Target target, String action) {
        target.account().cloud().fault("hang", action);
        return Reach.wait("a run that hangs", () -> {
            String run = begun(target);
            return !run.isEmpty() && target.account().cloud().isCalling(run, action)
                    ? Optional.of(attempt(target, run))
                    : Optional.empty();
        });
    }

    /** A run of a connector whose lease was taken now. */
    Hanging begin(Target target) {
        long since = Moment.clock();
        return Reach.wait("a run that begins", () -> {
            String run = begun(target);
            return !run.isEmpty()
                            && happened(
                                    "run = ?::uuid AND what = 'LEASED' AND at > to_timestamp(?::float8 / 1000000)",
                                    run,
                                    since)
                    ? Optional.of(attempt(target, run))
                    : Optional.empty();
        });
    }

    /** The run that is asked for, or the one that goes; empty for neither. */
    private String begun(Target target) {
        Answer answer = client.post(Paths.runs(target.connector().toString()), "");
        return switch (answer.status()) {
            case 202 -> answer.json().path("id").asText();
            case 409 -> answer.json().path("runId").asText();
            default -> "";
        };
    }

    private Hanging attempt(Target target, String run) throws SQLException {
        long attempt = count("SELECT max(attempt) FROM fault.history WHERE run = ?::uuid AND what = 'LEASED'", run);
        return new Hanging(target, run, Math.toIntExact(attempt));
    }

    void lift(Target target) {
        target.account().cloud().lift();
    }

    // What becomes of runs and connectors.

    /** A run that begins now, as the API shows it when it has ended. */
    JsonNode run(Target target) {
        String connector = target.connector().toString();
        String run = Reach.wait("a run of its own", () -> {
            Answer answer = client.post(Paths.runs(connector), "");
            return answer.status() == 202 ? Optional.of(answer.json().path("id").asText()) : Optional.empty();
        });
        return end(target, run);
    }

    /** A run as the API shows it when it has ended. */
    JsonNode end(Target target, String run) {
        String path = Paths.run(target.connector().toString(), run);
        return Reach.wait("the end of run " + run, () -> {
            Answer answer = client.get(path);
            return answer.status() == 200 && !answer.json().path("finishedAt").isNull()
                    ? Optional.of(answer.json())
                    : Optional.empty();
        });
    }

    boolean isOffline(Target target) {
        return client.get(Paths.connector(target.connector().toString()))
                .expect(200)
                .json()
                .path("state")
                .asText()
                .equals("OFFLINE");
    }

    /** A run that succeeds, now that nothing stands in its way. */
    void heal(Target target) {
        String last = "";
        for (int i = 0; i < MOST_RUNS_TO_HEAL; i++) {
            JsonNode run = run(target);
            if (run.path("state").asText().equals("SUCCEEDED")) {
                return;
            }
            last = run.path("state").asText()
                    + ' '
                    + run.path("reason").path("code").asText();
        }
        throw new Reach.NotReachedException("a success, but " + last, null);
    }

    /** Tells why slices of a run are blind, and why they should be; how many there are. */
    int tellBlindSlices(Target target, JsonNode run, String meant) {
        int blind = 0;
        for (JsonNode slice : run.path("slices")) {
            if (slice.path("status").asText().equals("BLIND")) {
                blind++;
                chronicle.tell(new Event.SliceBlind(
                        target.connector(),
                        slice.path("region").asText()
                                + '/'
                                + slice.path("service").asText(),
                        slice.path("reason").path("code").asText(),
                        meant));
            }
        }
        return blind;
    }

    /** Tells what the inventory holds at a moment around which no run of the connector ended. */
    void readInventory(Target target) {
        String connector = target.connector().toString();
        String type = target.account().cloud().type();
        chronicle.tell(Reach.wait("an inventory at rest", () -> {
            long before = ends(connector);
            Set<String> present = Set.copyOf(client.names(connector, type, "present"));
            Set<String> gone = Set.copyOf(client.names(connector, type, "gone"));
            var moment = Moment.now(new Event.InventoryRead(target.connector(), present, gone));
            return ends(connector) == before ? Optional.of(moment) : Optional.empty();
        }));
    }

    private long ends(String connector) throws SQLException {
        return count("SELECT count(*) FROM fault.history WHERE connector = ?::uuid AND what = 'ENDED'", connector);
    }

    // Who does it.

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
