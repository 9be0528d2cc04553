package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.egress.AnswerTooLarge;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.pace.OverBudget;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What can be told from a failed call. Error codes and the status decide, never the exception's class: AWS sends more
 * codes than the SDK has classes.
 *
 * @param errorCode AWS's own; absent when it did not answer
 * @param status of the answer; 0 without one
 * @param throttled the SDK knows the code as one of throttling
 * @param byOrganisation the answer names an explicit deny in a service control policy
 */
record Symptom(
        Kind kind,
        @Nullable String errorCode,
        int status,
        boolean throttled,
        boolean byOrganisation,
        @Nullable String requestId) {

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
    private static final String ACCESS_DENIED = "AccessDenied";
    /** AWS IAM User Guide, Troubleshoot access denied error messages. */
    private static final String SCP_DENY = "explicit deny in a service control policy";

    /** How far the call came. */
    enum Kind {
        /** AWS refused it, and says so. */
        REFUSED,
        /** No answer, or only a part of one. */
        NO_ANSWER,
        /** An answer that is none. */
        UNREADABLE
    }

    /** @throws InterruptedException when the call failed because the run must stop */
    static Symptom of(SdkException e) throws InterruptedException {
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("AWS call aborted");
        }
        OverBudget over = OverBudget.in(e);
        if (over != null) {
            return new Symptom(Kind.REFUSED, over.code(), 0, true, false, null);
        }
        if (EgressRefused.in(e)) {
            return unreadable(EgressRefused.CODE);
        }
        if (AnswerTooLarge.in(e)) {
            return unreadable(AnswerTooLarge.CODE);
        }
        return switch (e) {
            case AwsServiceException answer when answer.awsErrorDetails() != null -> answered(answer);
            case AwsServiceException answer ->
                new Symptom(Kind.UNREADABLE, null, answer.statusCode(), false, false, answer.requestId());
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> without(Kind.NO_ANSWER);
            default -> without(broken(e) ? Kind.NO_ANSWER : Kind.UNREADABLE);
        };
    }

    /** Of an answer that says what is wrong. */
    static Symptom answered(AwsServiceException answer) {
        String message = answer.awsErrorDetails().errorMessage();
        return new Symptom(
                Kind.REFUSED,
                answer.awsErrorDetails().errorCode(),
                answer.statusCode(),
                answer.isThrottlingException(),
                message != null && message.contains(SCP_DENY),
                answer.requestId());
    }

    private static Symptom unreadable(String code) {
        return new Symptom(Kind.UNREADABLE, code, 0, false, false, null);
    }

    private static Symptom without(Kind kind) {
        return new Symptom(kind, null, 0, false, false, null);
    }

    /** Whether a connection is at the bottom of it: refused, timed out, closed in the middle; or a name unknown. */
    private static boolean broken(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** AWS has looked at who asks, and said no. */
    boolean accessDenied() {
        return ACCESS_DENIED.equals(errorCode);
    }

    /** Signing in again may help. */
    boolean sessionExpired() {
        return errorCode != null && EXPIRED.contains(errorCode);
    }
}
