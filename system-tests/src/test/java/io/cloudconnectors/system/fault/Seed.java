package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Event;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.fault.Scene.Target;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.NoAnswerError;
import io.cloudconnectors.system.stack.Paths;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** One tenant's life through all faults, in an order and at moments that the seed decides. */
final class Seed {
    private static final Duration FIRST_RUNS = Duration.ofMinutes(3);
    private static final Duration RECOVERY = Duration.ofSeconds(75);
    private static final long MICROS = 1000;

    private final Stack stack;
    private final long number;
    private final Random random;
    private final List<FaultKind> kinds;
    private final Client client;
    private final List<Target> targets;
    private final Chronicle chronicle;
    private final Messages messages;
    private final Scene scene;
    private final Instant startedAt = Instant.now();
    private final List<String> unreached = new ArrayList<>();

    Seed(Subject subject, FaultStack running, Messages messages, long number, List<FaultKind> kinds) throws Exception {
        this.stack = running.stack();
        this.number = number;
        this.random = new Random(number);
        this.kinds = new ArrayList<>(kinds);
        Collections.shuffle(this.kinds, random);
        this.client = Client.ofNewTenant(stack);
        this.targets = connect(subject.accounts(stack), client);
        this.chronicle = new Chronicle(
                stack, client.tenant(), targets.stream().collect(Collectors.toMap(Target::connector, Target::account)));
        this.messages = messages;
        this.scene = new Scene(stack, client, targets, chronicle, running.disk(), random);
    }

    private static List<Target> connect(List<CloudAccount> accounts, Client client) throws Exception {
        return AtOnce.each(accounts, cloud -> {
            Account account = Account.of(cloud);
            String id = cloud.connect(client);
            // On a busy machine a first run may lose its lease: then there is another one.
            Reach.wait(
                    "connector " + id + " ONLINE",
                    FIRST_RUNS,
                    () -> client.post(Paths.runs(id), ""),
                    () -> Optional.of(client.get(Paths.connector(id)).json())
                            .filter(view -> view.path("state").asText().equals("ONLINE")));
            return new Target(UUID.fromString(id), account);
        });
    }

    /** What could not be made as it was meant. */
    List<String> unreached() {
        return unreached;
    }

    /** Lives through it and writes down what happened. */
    void run(HistoryFile file, Optional<Switch> without) throws Exception {
        targets.forEach(target -> chronicle.tell(new Event.CreateAcknowledged(target.connector())));
        try (var _ = Load.start(scene, chronicle, number)) {
            for (FaultKind kind : kinds) {
                scene.settle(kind.needs());
                make(kind);
            }
        }
        scene.settle(FaultKind.Needs.EVERYTHING);
        recover();
        List<Moment> requests = messages.requests(client.tenant());
        chronicle.tell(new Event.Recovered());
        file.write(header(without), chronicle.moments(requests));
        retire();
    }

    private void make(FaultKind kind) throws Exception {
        long began = System.nanoTime();
        String what;
        try {
            what = kind.make(scene);
        } catch (Reach.NotReachedException | NoAnswerError e) {
            what = String.valueOf(e.getMessage());
            unreached.add(kind + " " + what);
        }
        chronicle.tell(new Event.Fault(kind.name(), what));
        System.out.printf("seed %d: %s: %s (%d ms)%n", number, kind, what, (System.nanoTime() - began) / 1_000_000);
    }

    /** Everything runs again. What must hold in the end is read when the backlog is gone, or after a time. */
    private void recover() throws Exception {
        String tenant = client.tenant();
        within(RECOVERY, () -> !scene.holds("""
                EXISTS (SELECT FROM run WHERE tenant = ? AND state IN ('QUEUED', 'RUNNING'))
                OR EXISTS (SELECT FROM outbox WHERE topic LIKE 'runs_%' AND payload ->> 'tenant' = ?)
                """, tenant, tenant));
        AtOnce.each(targets, this::heal).stream().flatMap(Optional::stream).forEach(unreached::add);
        for (Event told : chronicle.told()) {
            if (told instanceof Event.CreateAcknowledged(UUID connector)
                    && client.get(Paths.connector(connector.toString())).status() == 200) {
                chronicle.tell(new Event.ConnectorRead(connector));
            }
        }
        for (Target target : targets) {
            readSlices(target);
            chronicle.tell(new Event.CloudHolds(
                    target.connector(), target.account().cloud().held()));
            scene.readInventory(target);
        }
        tellOpenRuns();
        new LogSearch(stack, targets).findings().forEach(chronicle::tell);
    }

    /** What keeps a connector from a success with nothing in its way, if anything does. */
    private Optional<String> heal(Target target) {
        target.account().change();
        try {
            scene.heal(target);
            return Optional.empty();
        } catch (Reach.NotReachedException e) {
            String what = "connector " + target.connector() + " whole: " + e.getMessage();
            System.out.println("UNHEALED: " + what);
            return Optional.of(what);
        }
    }

    private static void within(Duration time, Callable<Boolean> holds) {
        try {
            Reach.until("the end of the backlog", time, holds);
        } catch (Reach.NotReachedException e) {
            // The checker says what that means.
            System.out.println("There is something left after " + time);
        }
    }

    private void readSlices(Target target) {
        CloudAccount cloud = target.account().cloud();
        List<String> names = client.names(target.connector().toString(), cloud.type(), "present");
        for (String slice : cloud.slices()) {
            long content =
                    Account.content(names.stream().filter(Account.in(slice)).toList());
            chronicle.tell(new Event.SliceRead(target.connector(), slice, content));
        }
    }

    /** A run that waits in the queue has waited long enough by now, whenever it began. */
    private void tellOpenRuns() throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.prepareStatement("""
                        SELECT id, (extract(epoch FROM CASE state
                                   WHEN 'RUNNING' THEN LEAST(deadline_at, lease_expires_at)
                                   ELSE created_at END) * 1000)::bigint AS deadline
                          FROM run
                         WHERE tenant = ? AND state IN ('QUEUED', 'RUNNING')
                        """)) {
            statement.setString(1, client.tenant());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    chronicle.tell(new Event.RunOpen(
                            rows.getObject("id", UUID.class), rows.getLong("deadline"), Moment.clock() / MICROS));
                }
            }
        }
    }

    /** So that the next seed has the stack for itself. */
    private void retire() throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.prepareStatement("UPDATE schedule SET runnable = false WHERE tenant = ?")) {
            statement.setString(1, client.tenant());
            statement.executeUpdate();
        }
        messages.forget();
    }

    private HistoryFile.Header header(Optional<Switch> without) throws SQLException {
        return new HistoryFile.Header(
                number,
                startedAt.toString(),
                FaultStack.SLACK_MILLIS,
                kinds.stream().map(FaultKind::name).toList(),
                without.orElse(null),
                versions());
    }

    private Map<String, String> versions() throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect()) {
            return Map.of(
                    "java", Runtime.version().toString(),
                    "postgresql", connection.getMetaData().getDatabaseProductVersion(),
                    "kafka-clients", AppInfoParser.getVersion());
        }
    }
}
