package io.cloudconnectors.local.cloud.google.wire;

import java.util.Map;

/** A call that is refused. */
public final class GoogleFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final GoogleError error;
    private final transient Map<String, String> metadata;

    GoogleFailure(GoogleError error, String message, Map<String, String> metadata) {
        super(message, null, false, false);
        this.error = error;
        this.metadata = Map.copyOf(metadata);
    }

    public GoogleError error() {
        return error;
    }

    /** What ErrorInfo says besides the reason. */
    public Map<String, String> metadata() {
        return metadata;
    }
}
