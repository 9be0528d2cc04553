package io.cloudconnectors.local.launcher;

/** What was asked for cannot be done. The message is one sentence for the person at the terminal. */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
