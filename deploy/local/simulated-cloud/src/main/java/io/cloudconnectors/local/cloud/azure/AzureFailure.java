package io.cloudconnectors.local.cloud.azure;

import java.util.Map;
import java.util.Objects;

/** A refusal, on its way to the client. */
final class AzureFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AzureError error;
    private final transient Map<String, String> headers;

    AzureFailure(AzureError error, String message) {
        this(error, message, Map.of());
    }

    private AzureFailure(AzureError error, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.error = error;
        this.headers = Map.copyOf(headers);
    }

    /** The same with headers of its own. */
    AzureFailure with(Map<String, String> more) {
        return new AzureFailure(error, text(), more);
    }

    AzureError error() {
        return error;
    }

    Map<String, String> headers() {
        return headers;
    }

    String text() {
        return Objects.requireNonNull(getMessage());
    }
}
