package io.cloudconnectors.vault.problem;

import java.sql.SQLException;

/** A database of the vault did not answer, or refused. Nothing was revealed; the caller may try again. */
public final class StorageException extends RuntimeException {
    public StorageException(String database, SQLException cause) {
        super("The database '" + database + "' failed with SQLSTATE " + cause.getSQLState(), cause);
    }

    private StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The database did not answer in time, or is not asked any more. */
    public static StorageException unanswered(String database, Throwable cause) {
        return new StorageException("The database '" + database + "' did not answer", cause);
    }
}
