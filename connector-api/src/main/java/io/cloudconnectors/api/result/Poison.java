package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.query.DatabaseException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells a failure that lies in a record from one that lies around it and will pass. What is away passes; of the answers of
 * a database only those about its own state do. Anything else would come again with the record, each time.
 */
final class Poison {
    private static final String DATA_EXCEPTION = "22";
    private static final String CONSTRAINT_VIOLATION = "23";
    /** A value too large for an index, among others. */
    private static final String LIMIT_EXCEEDED = "54";
    /** Two instances inserted the same; the second try finds it there. */
    private static final String UNIQUE_VIOLATION = "23505";

    private Poison() {}

    /** Why the record can never be processed; empty when the same may work later. */
    static Optional<String> of(RuntimeException failure) {
        return switch (failure) {
            case IllegalArgumentException e -> Optional.of("The event contradicts itself: " + e.getMessage());
            case DatabaseException e
            when e.getCause() instanceof SQLException sql && isPoison(sql.getSQLState()) ->
                Optional.of("The database cannot hold it: SQLSTATE " + sql.getSQLState());
            case DatabaseException _, KafkaAwayException _ -> Optional.empty();
            default ->
                Optional.of("It cannot be processed: " + failure.getClass().getSimpleName());
        };
    }

    private static boolean isPoison(@org.jspecify.annotations.Nullable String state) {
        return state != null
                && !state.equals(UNIQUE_VIOLATION)
                && (state.startsWith(DATA_EXCEPTION)
                        || state.startsWith(CONSTRAINT_VIOLATION)
                        || state.startsWith(LIMIT_EXCEEDED));
    }
}
