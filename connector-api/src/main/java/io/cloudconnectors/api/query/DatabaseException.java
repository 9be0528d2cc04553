package io.cloudconnectors.api.query;

import java.sql.SQLException;

/** A statement failed; whether the database is away or the statement is wrong stands in the cause. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause);
    }
}
