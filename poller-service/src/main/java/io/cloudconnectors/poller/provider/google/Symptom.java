package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.DeadlineExceededException;
import com.google.gson.stream.MalformedJsonException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudconnectors.poller.egress.AnswerTooLarge;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.pace.OverBudget;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be told from a failed call. The answer's own JSON decides, never the exception's class or message: a token that
 * is refused is a 500 to the SDK, and the messages of its authentication hold the account and more.
 *
 * @param status of the answer; 0 without one
 * @param code Google's own: the reason of the ErrorInfo, or else the status or the OAuth error
 * @param about the permission that is missing, the project that is invalid or the API that is off, as Google names it
 * @param ownClock the token endpoint finds the time in what we signed wrong
 */
record Symptom(
        Kind kind,
        int status,
        @Nullable String code,
        @Nullable String about,
        @Nullable String requestId,
        boolean ownClock) {

    /** The project that the call counts for cannot be found or is deleted. */
    static final String CONSUMER_INVALID = "CONSUMER_INVALID";

    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** Compute sends the camelCase ones, with a 403. */
    private static final Set<String> THROTTLING =
            Set.of("RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED", "rateLimitExceeded", "userRateLimitExceeded");

    /** "Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values". */
    private static final Pattern CLOCK = Pattern.compile("short-lived token|\\b(iat|exp)\\b");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How far the call came. */
    enum Kind {
        /** Google refused it, and says so. */
        REFUSED,
        /** No answer, or only a part of one. */
        NO_ANSWER,
        /** An answer that is none. */
        UNREADABLE
    }

    static Symptom of(@Nullable Throwable failure) {
        if (EgressRefused.in(failure)) {
            return implausible(EgressRefused.CODE);
        }
        if (AnswerTooLarge.in(failure)) {
            return implausible(AnswerTooLarge.CODE);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case HttpResponseException answer -> {
                    return answered(answer.getStatusCode(), answer.getContent());
                }
                case DeadlineExceededException late
                when !(late.getCause() instanceof HttpResponseException) -> {
                    return without(Kind.NO_ANSWER, 0);
                }
                case InvalidProtocolBufferException _, MalformedJsonException _, JacksonException _ -> {
                    return without(Kind.UNREADABLE, 0);
                }
                case IOException broken
                when !(broken.getCause() instanceof IOException) -> {
                    return without(Kind.NO_ANSWER, 0);
                }
                default -> {
                    // The cause below may tell.
                }
            }
        }
        return without(Kind.UNREADABLE, 0);
    }

    static Symptom noAnswer() {
        return without(Kind.NO_ANSWER, 0);
    }

    /** Nothing was asked: our own turn would have come too late. */
    static Symptom overBudget(OverBudget over) {
        return new Symptom(Kind.REFUSED, TOO_MANY_REQUESTS, over.code(), null, null, false);
    }

    /** Google's answer is well-formed and cannot be true. */
    static Symptom implausible(String code) {
        return new Symptom(Kind.UNREADABLE, 0, code, null, null, false);
    }

    private static Symptom answered(int status, @Nullable String content) {
        try {
            JsonNode answer = JSON.readTree(content == null ? "" : content);
            JsonNode error = answer.path("error");
            if (error.isTextual()) {
                boolean clock =
                        CLOCK.matcher(answer.path("error_description").asText()).find();
                return new Symptom(Kind.REFUSED, status, error.textValue(), null, null, clock);
            }
            if (error.isObject()) {
                return refused(status, error);
            }
        } catch (JacksonException _) {
            // Not Google's words, but a proxy's page.
        }
        return without(Kind.UNREADABLE, status);
    }

    private static Symptom refused(int status, JsonNode error) {
        String code = error.path("errors").path(0).path("reason").textValue();
        code = error.path("status").isTextual() ? error.path("status").textValue() : code;
        String about = null;
        String requestId = null;
        for (JsonNode detail : error.path("details")) {
            String type = detail.path("@type").asText();
            if (type.endsWith("google.rpc.ErrorInfo")) {
                code = detail.path("reason").isTextual() ? detail.path("reason").textValue() : code;
                about = about(code, detail.path("metadata"));
            } else if (type.endsWith("google.rpc.RequestInfo")) {
                requestId = detail.path("requestId").textValue();
            }
        }
        return new Symptom(Kind.REFUSED, status, code, about, requestId, false);
    }

    private static @Nullable String about(@Nullable String code, JsonNode metadata) {
        if (CONSUMER_INVALID.equals(code)) {
            return metadata.path("consumer").textValue();
        }
        String permission = metadata.path("permission").textValue();
        return permission == null ? metadata.path("service").textValue() : permission;
    }

    private static Symptom without(Kind kind, int status) {
        return new Symptom(kind, status, null, null, null, false);
    }

    boolean throttled() {
        return status == TOO_MANY_REQUESTS || (code != null && THROTTLING.contains(code));
    }

    boolean serverError() {
        return status >= SERVER_ERRORS;
    }

    /** The same call may succeed a little later. */
    boolean mayPass() {
        return throttled() || serverError() || kind == Kind.NO_ANSWER;
    }

    /** A new token may help. */
    boolean tokenRefused() {
        return status == UNAUTHENTICATED;
    }
}
