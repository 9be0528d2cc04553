package io.cloudconnectors.bench.peer;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The least that can be called a dispatcher with an outbox: one statement claims and writes the outbox, the batch goes to Kafka,
 * one statement deletes it; several such loops side by side. It knows no run, no overlap, no grid and no crash. The knob {@code
 * RUNS} makes it write the row of the run as well, which tells what that row costs.
 */
public final class RawPipeline {
    /** What it says when it works. */
    public static final String READY = "Raw pipeline ready";

    private static final long IDLE_MILLIS = 20;

    @SuppressWarnings("InlineFormatString") // a statement is read best alone
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT connector_id
                  FROM schedule
                 WHERE runnable AND next_run_at <= now()
                 ORDER BY next_run_at
                 LIMIT ?
                   FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE schedule s
                   SET next_run_at = s.next_run_at + make_interval(secs => s.frequency_seconds)
                  FROM due d
                 WHERE s.connector_id = d.connector_id
                RETURNING uuidv7() AS run_id, s.connector_id
            )%s
            INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
            SELECT n.run_id, ?, c.id,
                   run_request(n.run_id, 1, 'SCHEDULED', now() + interval '10 minutes', 3600, c, c.credential_version),
                   now() + interval '1 minute'
              FROM claimed n JOIN connector c ON c.id = n.connector_id
            RETURNING id, message_key, payload::text
            """;

    private static final String RUNS = """
            , runs AS (
                INSERT INTO run (id, tenant, connector_id, trigger, state, credential_id, credential_version, created_at,
                                 sent_at, queue_expires_at, budget_seconds)
                SELECT n.run_id, c.tenant, c.id, 'SCHEDULED', 'QUEUED', c.credential_id, c.credential_version, now(), now(),
                       now() + interval '10 minutes', 3600
                  FROM claimed n JOIN connector c ON c.id = n.connector_id
            )""";

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";

    private final DataSource pool;
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final String claim;
    private final int batch;

    private RawPipeline(DataSource pool, Producer<String, byte[]> producer, PeerSettings settings) {
        this.pool = pool;
        this.producer = producer;
        this.topic = settings.topic();
        this.claim = CLAIM.formatted(Boolean.parseBoolean(settings.knob("RUNS")) ? RUNS : "");
        this.batch = settings.number("BATCH");
    }

    public static void main(String[] arguments) throws SQLException {
        var settings = PeerSettings.of(System.getenv());
        var pipeline = new RawPipeline(settings.pool(), settings.producer(5), settings);
        for (int i = 0; i < settings.number("THREADS"); i++) {
            Thread.ofPlatform().name("raw-" + i).start(pipeline::run);
        }
        System.out.println(READY);
    }

    private void run() {
        try {
            while (true) {
                if (!once()) {
                    Thread.sleep(IDLE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | ExecutionException e) {
            e.printStackTrace();
            System.exit(1); // A peer that limps would be measured as slow.
        }
    }

    private boolean once() throws SQLException, InterruptedException, ExecutionException {
        List<Message> messages = claim();
        List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
        for (Message message : messages) {
            sent.add(producer.send(new ProducerRecord<>(topic, message.key(), message.value())));
        }
        for (var one : sent) {
            one.get();
        }
        if (!messages.isEmpty()) {
            delete(messages.stream().map(Message::id).toArray(Long[]::new));
        }
        return !messages.isEmpty();
    }

    private List<Message> claim() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(claim)) {
            statement.setInt(1, batch);
            statement.setString(2, topic);
            List<Message> messages = new ArrayList<>(batch);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    messages.add(new Message(
                            result.getLong(1),
                            result.getString(2),
                            result.getString(3).getBytes(StandardCharsets.UTF_8)));
                }
            }
            return messages;
        }
    }

    private void delete(Long[] ids) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.executeUpdate();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    private record Message(long id, String key, byte[] value) {}
}
