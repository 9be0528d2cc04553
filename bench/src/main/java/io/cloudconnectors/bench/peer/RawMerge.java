package io.cloudconnectors.bench.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The inventory of connectors taken in by the shortest way: for each connector one COPY of its assets into a temporary table and
 * one MERGE from it, committed. No Kafka, no fence, no chunk that might be missing, no asset that might be gone. It begins when
 * the table {@code bench.merge_gate} can be read, and says how long it took.
 */
public final class RawMerge {
    /** What it says when it waits at the gate. */
    public static final String READY = "Raw merge ready";

    /** Followed by the nanoseconds that it took. */
    public static final String DONE = "Raw merge done ";

    private static final String STAGE = """
            CREATE TEMP TABLE IF NOT EXISTS staged (service text, native_id text, name text, tags jsonb, detail jsonb,
                                                    content_hash text) ON COMMIT DELETE ROWS
            """;

    private static final String COPY = "COPY staged FROM STDIN";

    private static final String MERGE = """
            MERGE INTO asset t
            USING staged s
               ON t.connector_id = ? AND t.type = ? AND t.region = ? AND t.native_id = s.native_id
             WHEN MATCHED AND t.content_hash <> s.content_hash THEN
                  UPDATE SET name = s.name, tags = s.tags, detail = s.detail, content_hash = s.content_hash, changed_at = now()
             WHEN NOT MATCHED THEN
                  INSERT (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service, name, tags,
                          detail, content_hash, first_seen_at, changed_at)
                  VALUES (?, ?, ?, s.native_id, uuidv7(), ?, 'AWS', ?, s.service, s.name, s.tags, s.detail, s.content_hash, now(), now())
            """;

    private final DataSource pool;
    private final AssetMaker maker;
    private final ConcurrentLinkedQueue<Target> targets;

    private RawMerge(DataSource pool, AssetMaker maker, List<Target> targets) {
        this.pool = pool;
        this.maker = maker;
        this.targets = new ConcurrentLinkedQueue<>(targets);
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        var settings = PeerSettings.of(System.getenv());
        try (var pool = settings.pool()) {
            int warmUp = settings.number("WARM_UP");
            var all = targets(pool);
            // The warm-up merges what the last phase did to those connectors; it is not measured.
            work(settings, new RawMerge(pool, new AssetMaker(settings.number("CONTENT")), all.subList(0, warmUp)));
            System.out.println(READY);
            gate(pool);
            var begin = System.nanoTime();
            work(
                    settings,
                    new RawMerge(pool, new AssetMaker(settings.number("CONTENT")), all.subList(warmUp, all.size())));
            System.out.println(DONE + (System.nanoTime() - begin));
        }
    }

    private static void work(PeerSettings settings, RawMerge merge) throws InterruptedException {
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < settings.number("THREADS"); i++) {
            workers.add(Thread.ofPlatform().start(merge::run));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void run() {
        try (Connection connection = pool.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(STAGE);
            }
            connection.setAutoCommit(false);
            for (Target target = targets.poll(); target != null; target = targets.poll()) {
                merge(connection, target);
                connection.commit();
            }
        } catch (SQLException | IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void merge(Connection connection, Target target) throws SQLException, IOException {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(rows()));
        try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
            Object[] values = {
                target.connector(),
                AssetMaker.type(),
                AssetMaker.region(),
                target.connector(),
                AssetMaker.type(),
                AssetMaker.region(),
                target.tenant(),
                AssetMaker.region()
            };
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private byte[] rows() {
        var out = new StringBuilder();
        for (int slice = 0; slice < AssetMaker.SLICES; slice++) {
            for (int i = 0; i < AssetMaker.ASSETS; i++) {
                out.append(AssetMaker.service(slice)).append('\t');
                out.append(AssetMaker.nativeId(slice, i)).append('\t');
                out.append(AssetMaker.name(i)).append('\t');
                out.append(AssetMaker.tags(i)).append('\t');
                out.append(maker.detail(i)).append('\t');
                out.append(maker.contentHash(slice, i)).append('\n');
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Target> targets(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT connector_id, tenant FROM bench.merge_target ORDER BY n")) {
            var targets = new ArrayList<Target>();
            while (result.next()) {
                targets.add(new Target(result.getObject(1, UUID.class), result.getString(2)));
            }
            return targets;
        }
    }

    private static void gate(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM bench.merge_gate");
        }
    }

    private record Target(UUID connector, String tenant) {}
}
