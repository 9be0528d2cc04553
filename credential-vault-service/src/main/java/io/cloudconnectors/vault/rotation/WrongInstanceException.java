package io.cloudconnectors.vault.rotation;

/** This instance is configured in a way that it cannot work on a rotation; another one may be. */
final class WrongInstanceException extends RuntimeException {
    WrongInstanceException(String message) {
        super(message);
    }
}
