package io.cloudconnectors.api.live;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the sequence of all events, and the {@code id} of a server-sent event. Transactions are numbered as they begin
 * to write: behind the oldest one that is still open nothing can be added any more.
 *
 * @param transaction the database's number of the transaction that wrote the event
 * @param number of the event; 0 stands before all of the transaction
 */
record Position(long transaction, long number) implements Comparable<Position> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::transaction).thenComparingLong(Position::number);

    /** Reads what {@link #toString} wrote; empty for anything else. */
    static Optional<Position> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    /** The later of the two. */
    Position orLater(Position other) {
        return isAfter(other) ? this : other;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return transaction + "-" + number;
    }
}
