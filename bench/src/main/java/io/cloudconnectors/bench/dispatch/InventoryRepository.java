package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.Sql;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes runs that report, and sees what reached the inventory; as superuser of both databases. */
final class InventoryRepository implements AutoCloseable {
    private static final String PREPARE = """
            CREATE SCHEMA bench;
            GRANT USAGE ON SCHEMA bench TO inventory_engine;
            GRANT TEMPORARY ON DATABASE inventory TO inventory_engine;
            CREATE TABLE bench.merge_target (n int NOT NULL, connector_id uuid NOT NULL, tenant text NOT NULL);
            CREATE TABLE bench.merge_gate ();
            GRANT SELECT ON bench.merge_target, bench.merge_gate TO inventory_engine
            """;

    private static final String TARGETS = """
            SELECT id, tenant FROM connector WHERE provider = 'AWS' ORDER BY id LIMIT ?
            """;

    private static final String RUN = """
            INSERT INTO run (id, tenant, connector_id, trigger, state, attempt, credential_id, credential_version, created_at,
                             queue_expires_at, sent_at, epoch, leased_by, lease_expires_at, budget_seconds, started_at,
                             deadline_at)
            SELECT ?, tenant, id, 'MANUAL', 'RUNNING', 1, credential_id, credential_version, now(), now() + interval '1 day',
                   now(), ?, 'bench', now() + interval '1 day', 86400, now(), now() + interval '1 day'
              FROM connector WHERE id = ?
            """;

    private static final String FENCE = """
            INSERT INTO fence (connector_id, epoch, tenant, provider) VALUES (?, ?, ?, 'AWS')
            ON CONFLICT (connector_id) DO UPDATE SET epoch = excluded.epoch
            """;

    private static final String MERGED = """
            SELECT count(*), COALESCE(sum(created), 0), COALESCE(sum(changed), 0), COALESCE(sum(gone), 0)
              FROM slice WHERE run_id = ANY (?)
            """;

    private final Connection main;
    private final Connection inventory;
    private final Stack stack;

    private InventoryRepository(Stack stack, Connection main, Connection inventory) {
        this.stack = stack;
        this.main = main;
        this.inventory = inventory;
    }

    static InventoryRepository connect(Stack stack) throws SQLException {
        var repository = new InventoryRepository(
                stack,
                stack.superuser(Database.CONNECTORS).connect(),
                stack.superuser(Database.INVENTORY).connect());
        Sql.execute(repository.inventory, PREPARE);
        return repository;
    }

    /** A connector whose inventory is taken in. */
    record Target(UUID connector, String tenant) {}

    /** As many AWS connectors, the same ones for all. */
    List<Target> targets(int count) throws SQLException {
        var targets = new ArrayList<Target>();
        try (PreparedStatement statement = main.prepareStatement(TARGETS)) {
            statement.setInt(1, count);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    targets.add(new Target(result.getObject(1, UUID.class), result.getString(2)));
                }
            }
        }
        return targets;
    }

    /** An empty inventory, and the targets where the peer finds them. */
    void begin(List<Target> targets) throws SQLException {
        Sql.execute(inventory, "TRUNCATE asset, slice, staged_chunk, fence, bench.merge_target");
        try (PreparedStatement statement =
                inventory.prepareStatement("INSERT INTO bench.merge_target VALUES (?, ?, ?)")) {
            for (int i = 0; i < targets.size(); i++) {
                statement.setInt(1, i);
                statement.setObject(2, targets.get(i).connector());
                statement.setString(3, targets.get(i).tenant());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** A run of each target that is leased under this epoch. */
    List<UUID> runs(List<Target> targets, long epoch) throws SQLException {
        var runs = new ArrayList<UUID>();
        main.setAutoCommit(false);
        inventory.setAutoCommit(false);
        try (PreparedStatement run = main.prepareStatement(RUN);
                PreparedStatement fence = inventory.prepareStatement(FENCE)) {
            for (Target target : targets) {
                UUID id = Sql.value(main, UUID.class, "SELECT uuidv7()");
                runs.add(id);
                run.setObject(1, id);
                run.setLong(2, epoch);
                run.setObject(3, target.connector());
                run.addBatch();
                fence.setObject(1, target.connector());
                fence.setLong(2, epoch);
                fence.setString(3, target.tenant());
                fence.addBatch();
            }
            run.executeBatch();
            fence.executeBatch();
        }
        main.commit();
        inventory.commit();
        main.setAutoCommit(true);
        inventory.setAutoCommit(true);
        Sql.execute(inventory, "VACUUM (ANALYZE) asset, slice, fence, staged_chunk");
        Sql.execute(inventory, "CHECKPOINT");
        return runs;
    }

    /** Nobody stages, merges or looks at a fence before the connection is closed. */
    Connection closeGate() throws SQLException {
        Connection gate = stack.superuser(Database.INVENTORY).connect();
        gate.setAutoCommit(false);
        Sql.execute(gate, "LOCK TABLE fence, staged_chunk, bench.merge_gate IN ACCESS EXCLUSIVE MODE");
        return gate;
    }

    /** What became of the slices of these runs. */
    record Merged(long slices, long created, long changed, long gone) {}

    Merged merged(List<UUID> runs) throws SQLException {
        try (PreparedStatement statement = inventory.prepareStatement(MERGED)) {
            statement.setArray(1, inventory.createArrayOf("uuid", runs.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new Merged(result.getLong(1), result.getLong(2), result.getLong(3), result.getLong(4));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        inventory.close();
        main.close();
    }
}
