package io.cloudconnectors.poller.provider.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.cloudconnectors.poller.egress.AnswerTooLarge;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.pace.OverBudget;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be told from a failed call. It is somewhere in the chain of causes: the SDK wraps the failures of a sign-in and
 * of the network in exceptions of several libraries.
 *
 * @param errorCode {@code AADSTS...} or the OAuth error of a sign-in, the code of the Resource Manager otherwise
 * @param status of the answer; 0 without one
 * @param requestId correlation id of a sign-in, {@code x-ms-request-id} otherwise
 */
record Symptom(
        Kind kind,
        @Nullable String errorCode,
        int status,
        @Nullable String requestId) {
    private static final Pattern AADSTS = Pattern.compile("AADSTS\\d{2,10}");
    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");
    private static final String NOT_JSON = "invalid_json";
    private static final int TOO_MANY_REQUESTS = 429;

    /** Who refused, or how far the call came. */
    enum Kind {
        /** Entra ID, and says why. */
        SIGN_IN_REFUSED,
        /** The Resource Manager or Resource Graph, and says why. */
        REFUSED,
        /** No answer, or only a part of one. */
        NO_ANSWER,
        /** An answer that is none. */
        UNREADABLE
    }

    /** @throws InterruptedException when the call failed because the run must stop */
    static Symptom of(RuntimeException e) throws InterruptedException {
        if (Thread.currentThread().isInterrupted() || find(e, InterruptedException.class) != null) {
            throw new InterruptedException("Azure call aborted");
        }
        OverBudget over = OverBudget.in(e);
        if (over != null) {
            return new Symptom(Kind.REFUSED, over.code(), TOO_MANY_REQUESTS, null);
        }
        if (EgressRefused.in(e)) {
            return new Symptom(Kind.UNREADABLE, EgressRefused.CODE, 0, null);
        }
        if (AnswerTooLarge.in(e)) {
            return new Symptom(Kind.UNREADABLE, AnswerTooLarge.CODE, 0, null);
        }
        MsalServiceException signIn = find(e, MsalServiceException.class);
        if (signIn != null) {
            return signIn(signIn);
        }
        HttpResponseException answer = find(e, HttpResponseException.class);
        if (answer != null) {
            return answered(answer);
        }
        boolean broken = find(e, IOException.class) != null || find(e, TimeoutException.class) != null;
        return new Symptom(broken ? Kind.NO_ANSWER : Kind.UNREADABLE, null, 0, null);
    }

    private static Symptom signIn(MsalServiceException e) {
        int status = e.statusCode() == null ? 0 : e.statusCode();
        if (NOT_JSON.equals(e.errorCode())) {
            return new Symptom(Kind.UNREADABLE, null, status, e.correlationId());
        }
        Matcher code = AADSTS.matcher(String.valueOf(e.getMessage()));
        return new Symptom(Kind.SIGN_IN_REFUSED, code.find() ? code.group() : e.errorCode(), status, e.correlationId());
    }

    private static Symptom answered(HttpResponseException e) {
        HttpResponse response = e.getResponse();
        int status = response == null ? 0 : response.getStatusCode();
        String requestId = response == null ? null : response.getHeaderValue(REQUEST_ID);
        String code = e instanceof ManagementException refused && refused.getValue() != null
                ? refused.getValue().getCode()
                : null;
        return new Symptom(code == null ? Kind.UNREADABLE : Kind.REFUSED, code, status, requestId);
    }

    static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
