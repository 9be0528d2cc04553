package io.cloudconnectors.vault.audit;

/** Kafka did not answer in time, or refused: anchors were not kept, or cannot be read. To be tried again. */
final class AnchorsAwayException extends RuntimeException {
    AnchorsAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
