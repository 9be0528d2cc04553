package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.stack.Paths;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to PostgreSQL and Kafka. */
final class ServerFaults {
    private static final int MOST_AWAY_MILLIS = 4000;
    private static final int ROUNDS = 3;
    private static final String DISK_FULL = "53100";

    private ServerFaults() {}

    static String killKafka(Scene scene) throws Exception {
        StackProcess kafka = scene.stack().process("kafka");
        scene.bringNear(Integer.MAX_VALUE);
        scene.pause(500);
        kafka.kill();
        scene.pause(MOST_AWAY_MILLIS);
        kafka.restart();
        return "Kafka died and came back";
    }

    /** People go on meanwhile, and connectors come due; a run that was leased before ends as the attempt that it was. */
    static String keepKafkaAway(Scene scene) throws Exception {
        StackProcess kafka = scene.stack().process("kafka");
        Scene.Hanging going = scene.hang(scene.anyTarget());
        kafka.kill();
        scene.lift(going.target());
        String path = Paths.connector(going.target().connector().toString());
        long most = 0;
        int answers = 0;
        for (long end = System.nanoTime() + FaultStack.AWAY.toNanos(); System.nanoTime() < end; answers++) {
            scene.bringNear(Integer.MAX_VALUE);
            scene.client()
                    .patch(path, Map.of("description", "edited while Kafka is away"))
                    .expect(200);
            scene.client().get(Paths.CONNECTORS).expect(200);
            most = Math.max(most, scene.count("SELECT count(*) FROM outbox"));
            scene.pause(1000);
        }
        kafka.restart();
        Reach.until(
                "the end of a run that was leased before",
                () -> scene.holds(
                        "EXISTS (SELECT FROM run WHERE id = ?::uuid AND attempt = ? AND state IN ('SUCCEEDED', 'PARTIAL'))",
                        going.run(),
                        going.attempt()));
        return "Kafka was away for %s, the API answered %d times, the outbox held up to %d messages"
                .formatted(FaultStack.AWAY, 2 * answers, most);
    }

    static String killPostgres(Scene scene) throws Exception {
        StackProcess postgres = scene.stack().process("postgres");
        scene.bringNear(Integer.MAX_VALUE);
        scene.pause(500);
        List<ProcessHandle> backends =
                ProcessHandle.of(postgres.pid()).orElseThrow().descendants().toList();
        postgres.kill();
        // They end by themselves when they find their parent gone; it cannot be started again before.
        Reach.until("the end of the backends", () -> backends.stream().noneMatch(ProcessHandle::isAlive));
        scene.pause(MOST_AWAY_MILLIS);
        postgres.restart();
        return "PostgreSQL died with %d processes and came back".formatted(backends.size());
    }

    static String restartPostgres(Scene scene) throws Exception {
        scene.bringNear(Integer.MAX_VALUE);
        scene.pause(500);
        scene.stack().process("postgres").restart();
        return "PostgreSQL was told to end and came back";
    }

    static String killBackends(Scene scene) throws Exception {
        long killed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            scene.bringNear(Integer.MAX_VALUE);
            scene.pause(700);
            killed += scene.count("""
                    SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))
                      FROM pg_stat_activity
                     WHERE backend_type = 'client backend' AND usename <> current_user
                    """);
        }
        if (killed == 0) {
            throw new Reach.NotReachedException("a backend", null);
        }
        return killed + " connections of the services were cut";
    }

    static String fillDisk(Scene scene) throws Exception {
        StackProcess postgres = scene.stack().process("postgres");
        scene.bringNear(Integer.MAX_VALUE);
        String met;
        scene.disk().fill();
        try {
            met = Reach.wait("a write that finds no room", () -> refusal(scene));
            scene.pause(MOST_AWAY_MILLIS);
        } finally {
            scene.disk().free();
        }
        if (!postgres.isAlive()) {
            postgres.restart();
        }
        Reach.until("PostgreSQL with room", () -> refusal(scene).isEmpty());
        return "the disk was full: " + met;
    }

    /** Writes until there is no room for more. */
    private static Optional<String> refusal(Scene scene) {
        try (var connection = scene.stack().superuser(Database.CONNECTORS).connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMP TABLE much AS SELECT repeat(md5(n::text), 30) FROM generate_series(1, 20000) n");
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(
                    DISK_FULL.equals(e.getSQLState())
                            ? "no room for a table"
                            : "the server is away, " + e.getSQLState());
        }
    }
}
