package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failure map of AWS: what failed, at which step, gives the reason. STS answers a wrong role, a wrong trust policy and
 * a wrong External ID alike, so that there is one reason for the three.
 */
final class AwsReasons {
    /** Our own key is at fault when these answer AssumeRole: it is signed with nothing else. */
    private static final Set<String> OWN_KEY = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "InvalidAccessKeyId",
            "OptInRequired");

    private static final Set<String> DENIED = Set.of(
            "UnauthorizedOperation",
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "ForbiddenException");

    private static final Set<String> NOT_SUBSCRIBED =
            Set.of("OptInRequired", "NotSignedUp", "SubscriptionRequiredException");

    /** A good session is not known in a region that its account has not enabled. */
    private static final Set<String> UNKNOWN_THERE =
            Set.of("AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private AwsReasons() {}

    /** The step that failed. */
    enum Step {
        /** With the platform's own key. */
        ASSUME_ROLE,
        /** With a session, in a region. */
        REGIONAL,
        /** With a session, where an account cannot switch off anything. */
        GLOBAL
    }

    static Reason reason(Symptom symptom, Step step, @Nullable String subject, Instant at) {
        return new Reason(code(symptom, step), symptom.errorCode(), symptom.requestId(), subject, at);
    }

    /** Whether who asks may not, as against trouble that would meet any call. */
    static boolean isDenial(Reason reason) {
        return reason.code() == ReasonCode.PERMISSION_MISSING || reason.code() == ReasonCode.SCP_DENIED;
    }

    static ReasonCode code(Symptom symptom, Step step) {
        return switch (symptom.kind()) {
            case NO_ANSWER -> ReasonCode.NETWORK;
            case UNREADABLE -> ReasonCode.PROVIDER_ERROR;
            case REFUSED -> refused(symptom, symptom.errorCode() == null ? "" : symptom.errorCode(), step);
        };
    }

    private static ReasonCode refused(Symptom symptom, String code, Step step) {
        if (symptom.throttled() || symptom.status() == TOO_MANY_REQUESTS) {
            return ReasonCode.THROTTLED;
        }
        if (symptom.status() >= SERVER_ERRORS) {
            return ReasonCode.PROVIDER_ERROR;
        }
        return switch (step) {
            case ASSUME_ROLE -> OWN_KEY.contains(code) ? ReasonCode.PLATFORM_ERROR : ReasonCode.AWS_ASSUME_ROLE_DENIED;
            case REGIONAL -> UNKNOWN_THERE.contains(code) ? ReasonCode.REGION_DISABLED : withSession(symptom, code);
            case GLOBAL -> withSession(symptom, code);
        };
    }

    private static ReasonCode withSession(Symptom symptom, String code) {
        if (DENIED.contains(code)) {
            return symptom.byOrganisation() ? ReasonCode.SCP_DENIED : ReasonCode.PERMISSION_MISSING;
        }
        return NOT_SUBSCRIBED.contains(code) ? ReasonCode.REGION_DISABLED : ReasonCode.PROVIDER_ERROR;
    }
}
