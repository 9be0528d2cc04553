package io.cloudconnectors.system.fault;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.history.Event;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The history of one tenant, from what the databases wrote down in the transactions that did it, from the topics, and from
 * what its clients saw. {@code faults/*.sql} says what is written down.
 */
final class Chronicle {
    private final Stack stack;
    private final String tenant;
    private final Map<UUID, Account> accounts;
    private final List<Moment> seen = new ArrayList<>();

    /** @param accounts by the connector that polls them */
    Chronicle(Stack stack, String tenant, Map<UUID, Account> accounts) {
        this.stack = stack;
        this.tenant = tenant;
        this.accounts = accounts;
    }

    /** Has the databases of a new stack write their history. */
    static void install(Stack stack) throws SQLException, IOException {
        for (var database : List.of(Database.CONNECTORS, Database.INVENTORY)) {
            try (var connection = stack.superuser(database).connect();
                    var statement = connection.createStatement()) {
                statement.execute(script("common"));
                statement.execute(script(database.sqlName()));
            }
        }
    }

    private static String script(String name) throws IOException {
        try (var script = Chronicle.class.getResourceAsStream("/faults/" + name + ".sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A client saw it now. */
    void tell(Event event) {
        tell(Moment.now(event));
    }

    /** A client saw it then. */
    synchronized void tell(Moment moment) {
        seen.add(moment);
    }

    synchronized List<Event> told() {
        return seen.stream().map(Moment::event).toList();
    }

    /** All of it, in order. */
    List<Moment> moments(List<Moment> messages) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (var database : List.of(Database.CONNECTORS, Database.INVENTORY)) {
            try (var connection = stack.superuser(database).connect()) {
                rows.addAll(rows(connection));
            }
        }
        rows.sort(Comparator.comparingLong(Row::at));
        List<Moment> moments = new Reading(accounts).of(rows);
        List<Moment> changes = accounts.entrySet().stream()
                .flatMap(account -> account.getValue().changes(account.getKey()).stream())
                .toList();
        synchronized (this) {
            return Stream.of(changes, moments, messages, seen)
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingLong(Moment::at))
                    .toList();
        }
    }

    private List<Row> rows(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT (extract(epoch FROM at) * 1000000)::bigint AS at, xid::text::bigint AS xid, what, connector, run, attempt,
                       number, slice, detail, reason, outdated
                  FROM fault.history
                 WHERE tenant = ?
                 ORDER BY id
                """)) {
            statement.setString(1, tenant);
            List<Row> rows = new ArrayList<>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(Row.of(found));
                }
            }
            return rows;
        }
    }

    /** A row of {@code fault.history}; what a kind of row lacks is null or 0. */
    private record Row(
            long at,
            long xid,
            String what,
            UUID connector,
            UUID run,
            int attempt,
            long number,
            String slice,
            String detail,
            String reason,
            boolean outdated) {
        /** Whoever gives none is at fault. */
        private static final String NO_REASON = ReasonCode.PLATFORM_ERROR.name();

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("at"),
                    row.getLong("xid"),
                    row.getString("what"),
                    row.getObject("connector", UUID.class),
                    row.getObject("run", UUID.class),
                    row.getInt("attempt"),
                    row.getLong("number"),
                    row.getString("slice"),
                    row.getString("detail"),
                    Objects.requireNonNullElse(row.getString("reason"), NO_REASON),
                    row.getBoolean("outdated"));
        }
    }

    /** Makes events of rows. */
    private static final class Reading {
        private static final long UNKNOWN = -1;

        private final Map<UUID, Account> accounts;
        private final List<Moment> moments = new ArrayList<>();
        private final Map<Claim, Long> due = new HashMap<>();
        private final Map<Attempt, Lease> leases = new HashMap<>();
        private final Set<Look> looks = new HashSet<>();

        private record Claim(UUID connector, long xid) {}

        private record Attempt(UUID run, int number) {}

        private record Lease(long epoch, long at) {}

        private record Look(UUID connector, String slice, long epoch) {}

        Reading(Map<UUID, Account> accounts) {
            this.accounts = accounts;
        }

        List<Moment> of(List<Row> rows) {
            rows.stream()
                    .filter(row -> row.what.equals("CLAIMED"))
                    .forEach(row -> due.put(new Claim(row.connector, row.xid), Long.valueOf(row.detail)));
            rows.forEach(this::read);
            return moments;
        }

        private void read(Row row) {
            switch (row.what) {
                case "CLAIMED" -> {}
                case "NUMBERED" ->
                    add(
                            row,
                            new Event.PeriodClaimed(
                                    row.connector,
                                    row.run,
                                    row.number,
                                    due.getOrDefault(new Claim(row.connector, row.xid), 0L)));
                case "MESSAGE" -> add(row, new Event.MessageCommitted(row.run, row.attempt));
                case "LEASED" -> {
                    leases.put(new Attempt(row.run, row.attempt), new Lease(row.number, row.at));
                    add(row, new Event.Leased(row.connector, row.run, row.attempt));
                }
                case "FENCED" -> add(row, new Event.LeaseAnswered(row.connector, row.number));
                case "REPORTED" -> add(row, new Event.ReportTaken(row.connector, lease(row).epoch));
                case "MERGED" -> merged(row);
                case "ENDED" -> ended(row);
                case "STANDS" ->
                    add(
                            row,
                            new Event.Stands(row.connector, row.detail.equals("OFFLINE"), Math.toIntExact(row.number)));
                default -> throw new IllegalStateException("Unknown: " + row.what);
            }
        }

        private Lease lease(Row row) {
            return leases.getOrDefault(new Attempt(row.run, row.attempt), new Lease(UNKNOWN, 0));
        }

        /** Slices whose content this test does not change show whose they are, and no more. */
        private void merged(Row row) {
            Lease lease = lease(row);
            if (!slices(row).contains(row.slice)) {
                add(row, new Event.ReportTaken(row.connector, lease.epoch));
                return;
            }
            long merged = Account.content(row.detail.isEmpty() ? List.of() : List.of(row.detail.split(",")));
            look(row, row.slice, lease, merged);
            add(row, new Event.SliceMerged(row.connector, row.slice, lease.epoch, merged));
        }

        /** Those whose content this test changes. */
        private List<String> slices(Row row) {
            Account account = accounts.get(row.connector);
            return account == null ? List.of() : account.cloud().slices();
        }

        private void ended(Row row) {
            Event.End end = Event.End.valueOf(row.detail);
            boolean whole = row.slice.equals("SCHEDULED") || row.slice.equals("MANUAL");
            boolean succeeded = whole && end == Event.End.SUCCEEDED;
            if (succeeded) {
                for (String slice : slices(row)) {
                    if (!looks.contains(new Look(row.connector, slice, row.number))) {
                        look(row, slice, lease(row), 0);
                    }
                }
            }
            add(row, new Event.RunEnded(row.connector, row.run, row.number, end));
            if (succeeded) {
                add(row, new Event.AccountSeen(row.connector, row.number));
            }
            add(row, new Event.RunJudged(row.connector, row.run, judgement(end, whole, row)));
        }

        private static Event.Judgement judgement(Event.End end, boolean whole, Row row) {
            return switch (end) {
                case SUCCEEDED, PARTIAL -> whole ? Event.Judgement.GOOD : Event.Judgement.OTHER;
                case FAILED ->
                    row.outdated || row.slice.equals("TEST")
                            ? Event.Judgement.NOTHING
                            : switch (ReasonCode.valueOf(row.reason).reasonClass()) {
                                case TRANSIENT -> Event.Judgement.TRANSIENT;
                                case PERMANENT, PARTIAL -> Event.Judgement.OTHER;
                                case PLATFORM, SKIPPED, WARNING, AWAITING -> Event.Judgement.NOTHING;
                            };
                case CANCELLED, SKIPPED -> Event.Judgement.NOTHING;
            };
        }

        /** Of what the attempt may have seen: that, if it is among it. */
        private void look(Row row, String slice, Lease lease, long that) {
            Account account = accounts.get(row.connector);
            if (account == null || lease.epoch == UNKNOWN) {
                return;
            }
            List<Long> contents = account.contents(slice, lease.at, row.at);
            looks.add(new Look(row.connector, slice, lease.epoch));
            add(
                    row,
                    new Event.SliceLooked(
                            row.connector, slice, lease.epoch, contents.contains(that) ? that : contents.getLast()));
        }

        private void add(Row row, Event event) {
            moments.add(new Moment(row.at, event));
        }
    }
}
