package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Event;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.fault.Scene.Target;
import io.cloudconnectors.system.stack.Answer;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.NoAnswerError;
import io.cloudconnectors.system.stack.Paths;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** People and time go on while faults are made: connectors are created, runs are started, periods come, accounts change. */
final class Load implements AutoCloseable {
    private static final int AT_ONCE = 6;
    private static final int MOST_PAUSE_MILLIS = 600;

    private final Scene scene;
    private final Chronicle chronicle;
    private final List<Client> clients;
    private final Random random;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private volatile boolean over;

    private Load(Scene scene, Chronicle chronicle, long seed) {
        this.scene = scene;
        this.chronicle = chronicle;
        this.random = new Random(~seed);
        Stack stack = scene.stack();
        this.clients = FaultStack.INSTANCES.stream()
                .map(instance -> scene.client().at(stack.url(instance)))
                .toList();
        this.thread = Thread.ofVirtual().unstarted(this::goOn);
    }

    static Load start(Scene scene, Chronicle chronicle, long seed) {
        var load = new Load(scene, chronicle, seed);
        load.thread.start();
        return load;
    }

    private void goOn() {
        try {
            while (!over) {
                Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS));
                Step step = next();
                if (atOnce.tryAcquire()) {
                    var _ = requests.submit(() -> {
                        try {
                            step.take();
                        } catch (NoAnswerError | SQLException away) {
                            // What of the stack is away now is what the seed is about.
                        } finally {
                            atOnce.release();
                        }
                        return null;
                    });
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }

    private Step next() {
        Client client = clients.get(random.nextInt(clients.size()));
        Target target = scene.targets().get(random.nextInt(scene.targets().size()));
        String name = "load-" + new UUID(random.nextLong(), random.nextLong());
        return switch (random.nextInt(8)) {
            case 0, 1 -> () -> create(client, name);
            case 2, 3, 4 -> () -> client.post(Paths.runs(target.connector().toString()), "");
            case 5, 6 -> () -> scene.bringNear(1);
            default -> () -> target.account().change();
        };
    }

    private void create(Client client, String name) {
        Answer answer = client.post(Paths.CONNECTORS, Map.of("name", name, "provider", "AWS", "aws", Map.of()));
        if (answer.status() == 201) {
            chronicle.tell(new Event.CreateAcknowledged(
                    UUID.fromString(answer.json().path("id").asText())));
        }
    }

    /** Ends it when what was asked for was answered. */
    @Override
    public void close() {
        over = true;
        join();
        requests.close();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
