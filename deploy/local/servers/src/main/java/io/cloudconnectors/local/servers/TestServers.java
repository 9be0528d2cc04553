package io.cloudconnectors.local.servers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a test JVM shares: each is started at the first request and stopped when the JVM ends, also when it is
 * killed. Test classes keep apart by tenants and keys of their own, or by {@link PostgresServer#recreate}.
 *
 * <p>A Quarkus test resource is a few lines:
 *
 * {@snippet :
 * public Map<String, String> start() {
 *     var configuration = new HashMap<>(TestServers.postgres().environment(Database.VAULT, Database.VAULT_KEYSTORE));
 *     configuration.put("KAFKA_BOOTSTRAP_SERVERS", TestServers.kafka().bootstrapServers());
 *     return configuration;
 * }
 * }
 *
 * {@code stop()} has nothing to do.
 */
public final class TestServers {

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static boolean hooked;
    private static @Nullable PostgresServer postgres;
    private static @Nullable KafkaServer kafka;

    private TestServers() {}

    public static synchronized PostgresServer postgres() {
        var running = postgres;
        if (running == null) {
            stopAtExit();
            running = EmbeddedPostgres.ephemeral();
            STARTED.add(running);
            postgres = running;
        }
        return running;
    }

    public static synchronized KafkaServer kafka() {
        var running = kafka;
        if (running == null) {
            stopAtExit();
            running = ForkedKafka.ephemeral();
            STARTED.add(running);
            kafka = running;
        }
        return running;
    }

    private static void stopAtExit() {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(TestServers::stopAll, "test-servers-shutdown"));
            hooked = true;
        }
    }

    private static synchronized void stopAll() {
        for (var server : STARTED) {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("A test server did not stop: " + e.getMessage());
            }
        }
    }
}
