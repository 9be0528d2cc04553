package io.cloudconnectors.vault.kek;

import org.jspecify.annotations.Nullable;

/** The KEK is missing, wrong or out of reach. The message says what to do and holds no key material. */
public final class KekException extends RuntimeException {
    public KekException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public KekException(String message) {
        this(message, null);
    }
}
