package io.cloudconnectors.bench;

import io.cloudconnectors.bench.bare.BareStatements;
import io.cloudconnectors.bench.evidence.StatementLog;
import io.cloudconnectors.bench.evidence.StatementLogRepository;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.KeptConnection;
import io.cloudconnectors.local.launcher.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/** Finds out what the API sends to PostgreSQL: it asks the API while PostgreSQL writes down all statements. */
record Statements(Stack stack, StatementLogRepository log) {
    private static final int ATTEMPTS = 100;
    private static final String ROLE = "connectors_api";

    BareStatements read(ApiClients clients) throws SQLException {
        log.begin();
        try (var connection = KeptConnection.to(stack.url("connector-api"))) {
            List<String> list = transaction(connection, clients.list());
            List<String> get = transaction(connection, clients.read());
            if (!list.getFirst().equals(get.getFirst())) {
                throw new IllegalStateException("The transactions begin differently: " + list + " and " + get);
            }
            return new BareStatements(
                    StatementLog.jdbc(list.getFirst(), 1, 1),
                    StatementLog.jdbc(list.getLast(), 1, 2),
                    StatementLog.jdbc(get.getLast(), 2, 3));
        } finally {
            log.end();
        }
    }

    /** PostgreSQL's sessions follow a change of their settings when they come to it, hence the attempts. */
    private List<String> transaction(KeptConnection connection, Call call) {
        long before = end();
        for (int i = 0; i < ATTEMPTS; i++) {
            connection.send(call, 200);
            var found = StatementLog.transaction(since(before), ROLE, "FROM connector c");
            if (found.isPresent()) {
                List<String> statements = found.get().statements();
                if (statements.size() != 2) {
                    throw new IllegalStateException("%s is to take two statements, the tenant's and its own, not:%n%s"
                            .formatted(call, String.join(System.lineSeparator(), statements)));
                }
                return statements;
            }
        }
        throw new IllegalStateException("PostgreSQL's log tells of no transaction for " + call);
    }

    private long end() {
        try {
            return Files.size(stack.process("postgres").log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String since(long position) {
        try {
            var log = Files.readAllBytes(stack.process("postgres").log());
            int from = Math.toIntExact(position);
            return new String(log, from, log.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
