package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.HttpResponseException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long Google wants to hear no more, by the header or by the RetryInfo of its answer (google.rpc.RetryInfo; a
 * protobuf duration in JSON is {@code 3.5s}). A date is not taken: Google sends seconds.
 */
final class RetryAfter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RetryAfter() {}

    static @Nullable Duration of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException answer) {
                Duration header = seconds(answer.getHeaders().getRetryAfter());
                return header == null ? retryInfo(answer.getContent()) : header;
            }
        }
        return null;
    }

    private static @Nullable Duration retryInfo(@Nullable String content) {
        try {
            for (JsonNode detail :
                    JSON.readTree(content == null ? "" : content).path("error").path("details")) {
                if (detail.path("@type").asText().endsWith("google.rpc.RetryInfo")) {
                    return duration("PT" + detail.path("retryDelay").asText().toUpperCase(Locale.ROOT));
                }
            }
        } catch (JacksonException _) {
            // Not Google's words.
        }
        return null;
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        return text == null ? null : duration("PT" + text.strip() + "S");
    }

    private static @Nullable Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isNegative() ? null : duration;
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
