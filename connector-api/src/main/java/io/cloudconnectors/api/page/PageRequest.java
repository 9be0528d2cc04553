package io.cloudconnectors.api.page;

import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param limit 1 to 200
 * @param after the sort key of the last row of the page before; empty for the first page
 */
public record PageRequest(int limit, List<String> after, Cursors cursors) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /**
     * Reads the parameters {@code limit} and {@code cursor}.
     *
     * @throws ProblemException INVALID_PARAMETER
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor, Cursors cursors) {
        return new PageRequest(limit(limit), cursor == null ? List.of() : cursors.read(cursor), cursors);
    }

    /** How many rows to read: one more than the page holds. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** The part of the sort key that is an id. */
    public UUID afterId(int part) {
        try {
            return UUID.fromString(after.get(part));
        } catch (IllegalArgumentException e) {
            throw Cursors.invalid();
        }
    }

    /** The part of the sort key that is a time, as PostgreSQL takes it. */
    public OffsetDateTime afterTime(int part) {
        try {
            return OffsetDateTime.parse(after.get(part));
        } catch (DateTimeParseException e) {
            throw Cursors.invalid();
        }
    }

    /** The part of the sort key that is a number. */
    public int afterNumber(int part) {
        try {
            return Integer.parseInt(after.get(part));
        } catch (NumberFormatException e) {
            throw Cursors.invalid();
        }
    }

    /** Whether the list is read from its beginning. */
    public boolean isFirst() {
        return after.isEmpty();
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw ProblemException.parameter(
                "limit", FieldErrorCode.RANGE, "Write a number from 1 to " + MAX_LIMIT + ", or leave it out.");
    }
}
