package io.cloudconnectors.local.servers;

/** A server did not start. The message is one sentence for the person at the terminal. */
public final class ServerFailedException extends RuntimeException {

    public ServerFailedException(String message) {
        super(message);
    }

    public ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
