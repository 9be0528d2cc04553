package io.cloudconnectors.system.leak;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.stack.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;

/**
 * Everything that a stack wrote down or said. Left out: the directory of secrets, which is the operator's, and Keycloak's
 * own store, which keeps the clients' secrets because it must know them.
 */
final class Surfaces {

    private final Stack stack;
    private final CanaryScan scan;

    Surfaces(Stack stack, CanaryScan scan) {
        this.stack = stack;
        this.scan = scan;
    }

    Map<Surface, Set<CanaryScan.Finding>> scan(List<Answer> answers) throws IOException, SQLException {
        checkpoint();
        var found = new EnumMap<Surface, Set<CanaryScan.Finding>>(Surface.class);
        found.put(Surface.LOG, logs());
        var postgres = stack.data().resolve("postgres/data");
        found.put(Surface.DATABASE_FILE, files(postgres.resolve("base")));
        found.put(Surface.WRITE_AHEAD_LOG, files(postgres.resolve("pg_wal")));
        found.put(Surface.DATABASE_ROW, rows());
        found.put(Surface.KAFKA_LOG, files(stack.data().resolve("kafka")));
        found.put(Surface.KAFKA_RECORD, records());
        found.put(Surface.API_ANSWER, answers(answers));
        return found;
    }

    /** The logs of all processes. */
    Set<CanaryScan.Finding> logs() throws IOException {
        return files(stack.logs());
    }

    /** So that the files have what the rows have. */
    private void checkpoint() throws SQLException {
        try (var connection = stack.superuser(Database.CONNECTORS).connect();
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private Set<CanaryScan.Finding> files(Path directory) throws IOException {
        var found = new HashSet<CanaryScan.Finding>();
        List<Path> files;
        try (var walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (var file : files) {
            try {
                found.addAll(scan.scan(stack.options().state().relativize(file).toString(), Files.readAllBytes(file)));
            } catch (NoSuchFileException e) {
                continue; // A log segment or temporary file that was removed meanwhile.
            }
        }
        return found;
    }

    /** Rows as text: a large value is compressed in its file. */
    private Set<CanaryScan.Finding> rows() throws SQLException, IOException {
        var found = new HashSet<CanaryScan.Finding>();
        for (var database : Database.values()) {
            try (var connection = stack.superuser(database).connect()) {
                var tables = new ArrayList<String>();
                try (var statement = connection.createStatement();
                        var result = statement.executeQuery("SELECT quote_ident(relname) FROM pg_class"
                                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")) {
                    while (result.next()) {
                        tables.add(result.getString(1));
                    }
                }
                var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                for (var table : tables) {
                    var text = new ByteArrayOutputStream();
                    copy.copyOut("COPY " + table + " TO STDOUT", text);
                    found.addAll(scan.scan(database.sqlName() + "." + table, text.toByteArray()));
                }
            }
        }
        return found;
    }

    /** Records as a consumer reads them: a batch is compressed in its segment. */
    private Set<CanaryScan.Finding> records() {
        var found = new HashSet<CanaryScan.Finding>();
        var configuration = new HashMap<String, Object>();
        configuration.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka());
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(configuration, bytes, bytes)) {
            var partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    for (var part : new byte[][] {record.key(), record.value()}) {
                        if (part != null) {
                            found.addAll(scan.scan(record.topic(), part));
                        }
                    }
                    record.headers().forEach(header -> found.addAll(scan.scan(record.topic(), header.value())));
                }
            }
        }
        return found;
    }

    private Set<CanaryScan.Finding> answers(List<Answer> answers) {
        var found = new HashSet<CanaryScan.Finding>();
        for (var answer : answers) {
            var text = answer.headers() + "\n" + answer.body();
            found.addAll(scan.scan(answer.request(), text.getBytes(StandardCharsets.UTF_8)));
        }
        return found;
    }
}
