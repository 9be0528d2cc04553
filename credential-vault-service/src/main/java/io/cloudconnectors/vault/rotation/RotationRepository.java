package io.cloudconnectors.vault.rotation;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rotations in the keystore, and which instance works on which: the database's clock decides. */
@Singleton
public class RotationRepository extends SqlRepository {
    private static final String COLUMNS =
            "id, level, tenant, target, state, total, done, broken, started_at, finished_at, error";
    private static final String ADD = """
            INSERT INTO rotation (id, level, tenant, target, state, requested_by) VALUES (?, ?, ?, ?, 'RUNNING', ?)
            ON CONFLICT DO NOTHING""";
    private static final String RUNNING =
            "SELECT " + COLUMNS + " FROM rotation WHERE level = ? AND tenant = ? AND state = 'RUNNING'";
    private static final String FIND = "SELECT " + COLUMNS + " FROM rotation WHERE id = ?";
    /** Of each key the youngest counts: a rotation that failed is asked for again. */
    private static final String STUCK = "SELECT " + COLUMNS + """
             FROM (SELECT DISTINCT ON (level, tenant) * FROM rotation ORDER BY level, tenant, requested_at DESC) youngest
            WHERE state = 'FAILED' OR (state = 'RUNNING' AND error IS NOT NULL)
            ORDER BY requested_at""";

    private static final String CLAIM = """
            UPDATE rotation SET claimed_by = ?, claimed_until = now() + ? * interval '1 ms'
            WHERE id = (SELECT id FROM rotation
                        WHERE state = 'RUNNING' AND claimed_until < now()
                        ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + COLUMNS;
    private static final String HOLD = """
            UPDATE rotation
            SET claimed_until = now() + ? * interval '1 ms', done = done + ?, error = NULL,
                moved_at = CASE WHEN ? > 0 THEN now() ELSE moved_at END
            WHERE id = ? AND claimed_by = ? AND state = 'RUNNING'""";
    private static final String START = """
            UPDATE rotation SET started_at = now(), moved_at = now(), total = ?, sources = ?
            WHERE id = ? AND claimed_by = ? AND state = 'RUNNING'""";
    private static final String SOURCES = "SELECT unnest(sources) FROM rotation WHERE id = ?";
    private static final String SETTLED = "SELECT moved_at + ? * interval '1 ms' < now() FROM rotation WHERE id = ?";
    private static final String RELEASE = """
            UPDATE rotation SET claimed_by = NULL, claimed_until = now() + ? * interval '1 ms', error = ?
            WHERE id = ? AND claimed_by = ? AND state = 'RUNNING'""";
    private static final String FINISH = """
            UPDATE rotation SET state = ?, broken = ?, error = ?, finished_at = now()
            WHERE id = ? AND claimed_by = ? AND state = 'RUNNING'""";

    RotationRepository(@DataSource("keystore") AgroalDataSource keystore) {
        super("keystore", keystore);
    }

    /** A new rotation; the one that runs already, when there is one. */
    Rotation add(UUID id, Rotation.Level level, String tenant, String target, String requestedBy) {
        update(ADD, id, level.name(), tenant, target, requestedBy);
        return running(level, tenant).or(() -> find(id)).orElseThrow();
    }

    Optional<Rotation> running(Rotation.Level level, String tenant) {
        return query(RUNNING, RotationRepository::read, level.name(), tenant);
    }

    Optional<Rotation> find(UUID id) {
        return query(FIND, RotationRepository::read, id);
    }

    /** The rotations that failed or do not go on. */
    List<Rotation> stuck() {
        return list(STUCK, RotationRepository::read);
    }

    /** One that nobody works on. */
    Optional<Rotation> claim(UUID instance, Duration lease) {
        return query(CLAIM, RotationRepository::read, instance, lease.toMillis());
    }

    /** What there is to do, once the key is there to which it goes. */
    void start(Claim claim, long total, List<String> sources) {
        require(update(
                START, total, sources.toArray(String[]::new), claim.rotation().id(), claim.instance()));
    }

    List<String> sources(UUID id) {
        return list(SOURCES, row -> row.getString(1), id);
    }

    /** Keeps the lease, and counts what was moved, in the transaction that moves it. */
    static void hold(Connection connection, Claim claim, int moved) throws SQLException {
        require(update(
                connection,
                HOLD,
                claim.lease().toMillis(),
                moved,
                moved,
                claim.rotation().id(),
                claim.instance()));
    }

    /** Keeps the lease, and counts what was moved elsewhere. */
    void hold(Claim claim, int moved) {
        var _ = this.<Boolean>transaction(connection -> {
            hold(connection, claim, moved);
            return true;
        });
    }

    /** Whether nothing was moved for that long. */
    boolean settled(UUID id, Duration grace) {
        return query(SETTLED, row -> row.getBoolean(1), grace.toMillis(), id).orElse(false);
    }

    /** For any instance to take up after a pause. */
    void release(Claim claim, Duration pause, @Nullable String error) {
        update(RELEASE, pause.toMillis(), error, claim.rotation().id(), claim.instance());
    }

    void finish(Claim claim, Rotation.State state, long broken, @Nullable String error) {
        require(update(FINISH, state.name(), broken, error, claim.rotation().id(), claim.instance()));
    }

    private static void require(int changed) {
        if (changed != 1) {
            throw new LeaseLostException();
        }
    }

    private static Rotation read(ResultSet row) throws SQLException {
        return new Rotation(
                row.getObject(1, UUID.class),
                Rotation.Level.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Rotation.State.valueOf(row.getString(5)),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                instantOrNull(row, 9),
                instantOrNull(row, 10),
                row.getString(11));
    }
}
