package io.cloudconnectors.api.kafka;

/** Kafka did not answer in time, or refused; nothing is lost and the same will be tried again. */
public final class KafkaAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
