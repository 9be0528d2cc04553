package io.cloudconnectors.api.problem;

import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a client is told of a failure that nobody foresaw: it is logged here and answered without its text. */
public final class Unforeseen {
    private static final Logger LOG = Logger.getLogger(Unforeseen.class);
    private static final String CONNECTION_EXCEPTION = "08";
    private static final String OPERATOR_INTERVENTION = "57";
    private static final String INSUFFICIENT_RESOURCES = "53";

    private Unforeseen() {}

    /** The problem, DATABASE_UNAVAILABLE or INTERNAL_ERROR. */
    public static Problem problem(Throwable e) {
        if (isDatabaseAway(e)) {
            LOG.warnf(e, "A request failed because the database is away; the client is told to retry");
            return Problem.of(ProblemCode.DATABASE_UNAVAILABLE, "Nothing was stored. Try again in some seconds.");
        }
        LOG.error("A request failed for a reason that nobody foresaw", e);
        return Problem.of(ProblemCode.INTERNAL_ERROR, "The failure was recorded. Try again later.");
    }

    private static boolean isDatabaseAway(Throwable thrown) {
        for (@Nullable Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && (sql.getSQLState() == null || isAway(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(String sqlState) {
        return sqlState.startsWith(CONNECTION_EXCEPTION)
                || sqlState.startsWith(OPERATOR_INTERVENTION)
                || sqlState.startsWith(INSUFFICIENT_RESOURCES);
    }
}
