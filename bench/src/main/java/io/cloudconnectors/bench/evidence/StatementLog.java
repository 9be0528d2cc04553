package io.cloudconnectors.bench.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What PostgreSQL wrote to its log of the statements that it ran: the text itself, so that no copy of it can grow old. */
public final class StatementLog {
    /** The {@code log_line_prefix} that it reads: process and user. */
    static final String PREFIX = "%p %u|";

    private static final Pattern ENTRY =
            Pattern.compile("(?m)^(\\d+) (\\w+)\\|LOG: {2}(?:statement|execute [^:]+): (.*(?:\\n\\t.*)*)");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private StatementLog() {}

    /** The statements of one transaction, in their order, without BEGIN and COMMIT. */
    public record Transaction(List<String> statements) {}

    /** The newest whole transaction of this user that has a statement with this text. */
    public static Optional<Transaction> transaction(String log, String user, String text) {
        Map<String, List<String>> open = new LinkedHashMap<>();
        Optional<Transaction> newest = Optional.empty();
        for (MatchResult entry : ENTRY.matcher(log).results().toList()) {
            String sql = entry.group(3).replace("\n\t", "\n").strip();
            if (!entry.group(2).equals(user)) {
                continue;
            }
            String session = entry.group(1);
            if (sql.equals("BEGIN")) {
                open.put(session, new ArrayList<>());
            } else if (sql.equals("COMMIT")) {
                List<String> statements = open.remove(session);
                if (statements != null && statements.stream().anyMatch(one -> one.contains(text))) {
                    newest = Optional.of(new Transaction(List.copyOf(statements)));
                }
            } else if (open.containsKey(session)) {
                open.get(session).add(sql);
            }
        }
        return newest;
    }

    /**
     * The statement with a question mark for each value, as JDBC takes it.
     *
     * @throws IllegalStateException when its parameters are not $1, $2, $3 and so on, as many as allowed
     */
    public static String jdbc(String sql, int least, int most) {
        var numbers = PARAMETER
                .matcher(sql)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
        var wanted = IntStream.rangeClosed(1, numbers.size()).boxed().toList();
        if (!numbers.equals(wanted) || numbers.size() < least || numbers.size() > most) {
            throw new IllegalStateException("Expected %d to %d parameters in their order, found %s in:%n%s"
                    .formatted(least, most, numbers, sql));
        }
        return PARAMETER.matcher(sql.replace("?", "??")).replaceAll("?");
    }
}
