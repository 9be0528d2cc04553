package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.http.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers and errors in Azure's envelopes, with the headers by which a call is found again. */
final class AzureRenderer {
    private static final String RETRY_SECONDS = "1";
    private static final int THROTTLED = 429;
    private static final String CODE = "AADSTS";

    private AzureRenderer() {}

    static Reply answer(Map<String, Object> body, String requestId, Map<String, String> headers) {
        return reply(200, body, requestId, headers);
    }

    /** @param operation absent when it was not understood */
    static Reply failure(AzureFailure failure, @Nullable AzureOperation operation, String requestId, Instant now) {
        AzureError error = failure.error();
        Map<String, String> headers = new HashMap<>();
        if (error.status() == THROTTLED) {
            headers.put("Retry-After", RETRY_SECONDS);
        }
        headers.putAll(failure.headers());
        Map<String, Object> body = operation == AzureOperation.TOKEN
                ? entra(failure, requestId, now)
                : Map.of("error", operation == AzureOperation.QUERY ? graph(failure, requestId, now) : plain(failure));
        return reply(error.status(), body, requestId, headers);
    }

    private static Map<String, Object> plain(AzureFailure failure) {
        return Map.of("code", failure.error().code(), "message", failure.text());
    }

    /** Resource Graph says what was wrong in the details. */
    private static Map<String, Object> graph(AzureFailure failure, String requestId, Instant now) {
        return Map.of(
                "code", failure.error().code(),
                "message",
                        "Please provide below info when asking for support: timestamp = " + now + ", correlationId = "
                                + requestId + ".",
                "details", List.of(plain(failure)));
    }

    private static Map<String, Object> entra(AzureFailure failure, String requestId, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
        String text = failure.text();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", failure.error().code());
        body.put(
                "error_description",
                text + "\r\nTrace ID: " + requestId + "\r\nCorrelation ID: " + requestId + "\r\nTimestamp: " + time);
        body.put("timestamp", time);
        body.put("trace_id", requestId);
        body.put("correlation_id", requestId);
        if (text.startsWith(CODE)) {
            String code = text.substring(CODE.length(), text.indexOf(':'));
            body.put("error_codes", List.of(Long.valueOf(code)));
            body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        }
        return body;
    }

    private static Reply reply(int status, Map<String, Object> body, String requestId, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json; charset=utf-8");
        all.put("x-ms-request-id", requestId);
        all.put("x-ms-correlation-request-id", requestId);
        try {
            return new Reply(status, all, AccountReader.json().writeValueAsString(body), Reply.Delivery.WHOLE);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
