package io.cloudconnectors.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * db-scheduler with its lock-and-fetch polling. An execution sends its data, which is the message, to Kafka, waits for the
 * acknowledgement and is put to its next time: as durable as connector-api's dispatch, and with less to do.
 */
public final class DbSchedulerPeer {
    /** What it says when it works. */
    public static final String READY = "db-scheduler ready";

    public static final String TABLE = "peer.scheduled_tasks";
    public static final String TASK = "dispatch";

    private static final Duration PERIOD = Duration.ofHours(4);
    private static final Duration POLL = Duration.ofMillis(100);

    private DbSchedulerPeer() {}

    public static void main(String[] arguments) throws SQLException {
        var settings = PeerSettings.of(System.getenv());
        var producer = settings.producer(settings.number("LINGER"));
        var task = Tasks.custom(TASK, byte[].class)
                .execute((instance, _) -> dispatch(instance, producer, settings.topic()));
        int threads = settings.number("THREADS");
        var scheduler = Scheduler.create(settings.pool(), List.of(task))
                .schedulerName(new SchedulerName.Fixed(settings.knob("NAME")))
                .tableName(TABLE)
                .serializer(new Bytes())
                .threads(threads)
                .executorService(executor(settings.knob("EXECUTOR"), threads))
                .pollingInterval(POLL)
                .pollUsingLockAndFetch(
                        Double.parseDouble(settings.knob("LOWER")), Double.parseDouble(settings.knob("UPPER")))
                .build();
        scheduler.start();
        System.out.println(READY);
    }

    private static ExecutorService executor(String kind, int threads) {
        return kind.equals("virtual")
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(threads);
    }

    private static CompletionHandler<byte[]> dispatch(
            TaskInstance<byte[]> instance, Producer<String, byte[]> producer, String topic) {
        try {
            producer.send(new ProducerRecord<>(topic, instance.getId(), instance.getData()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (complete, operations) ->
                operations.reschedule(complete, complete.getTimeDone().plus(PERIOD));
    }

    /** The data as they are. */
    private static final class Bytes implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return (byte[]) data;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return type.cast(data);
        }
    }
}
