package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * What a failed call means. Decided by error code and status, never by the class of the exception: each service has its
 * own classes for the same codes.
 */
final class AwsFailures {
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError");
    private static final Set<String> REGION_OFF = Set.of("AuthFailure", "OptInRequired", "RegionDisabledException");
    private static final Set<String> OUR_IDENTITY = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "ExpiredToken",
            "ExpiredTokenException",
            "PackedPolicyTooLarge");
    private static final String BY_ORGANISATION = "explicit deny in a service control policy";

    private final InstantSource clock;

    AwsFailures(InstantSource clock) {
        this.clock = clock;
    }

    /** Why the customer's role could not be assumed. STS does not say whether role, trust or External ID is at fault. */
    Reason assumingRole(SdkException failure) throws InterruptedException {
        String code = code(failure);
        if (code != null && !throttled(failure)) {
            if (DENIED.contains(code) || code.equals("ValidationError")) {
                return reason(ReasonCode.AWS_ASSUME_ROLE_DENIED, failure, "sts:AssumeRole");
            }
            if (OUR_IDENTITY.contains(code)) {
                return reason(ReasonCode.PLATFORM_ERROR, failure, "platform identity");
            }
            if (code.equals("RegionDisabledException")) {
                return reason(ReasonCode.REGION_DISABLED, failure, "sts");
            }
        }
        if (code == null && isMissingIdentity(failure)) {
            return reason(ReasonCode.PLATFORM_ERROR, failure, "platform identity");
        }
        return general(failure, "sts:AssumeRole");
    }

    /**
     * Why a call with the customer's session failed.
     *
     * @param permission what the call needs, {@code ec2:DescribeVolumes}
     */
    Reason calling(SdkException failure, String permission) throws InterruptedException {
        String code = code(failure);
        if (code != null && DENIED.contains(code)) {
            return byOrganisation(failure)
                    ? reason(ReasonCode.SCP_DENIED, failure, permission)
                    : reason(ReasonCode.PERMISSION_MISSING, failure, permission);
        }
        if (code != null && REGION_OFF.contains(code)) {
            return reason(ReasonCode.REGION_DISABLED, failure, permission);
        }
        return general(failure, permission);
    }

    /** A listing that never ends: the provider's fault. */
    Reason endlessPages(String permission) {
        return new Reason(ReasonCode.PROVIDER_ERROR, "EndlessPages", null, permission, clock.instant());
    }

    private Reason general(SdkException failure, String subject) throws InterruptedException {
        if (failure instanceof AbortedException) {
            throw new InterruptedException("The run was stopped");
        }
        if (throttled(failure)) {
            return reason(ReasonCode.THROTTLED, failure, subject);
        }
        if (failure instanceof SdkServiceException) {
            // A 4xx that nobody foresaw is the provider's too: there is nothing that the customer could change.
            return reason(ReasonCode.PROVIDER_ERROR, failure, subject);
        }
        return reason(onTheWay(failure) ? ReasonCode.NETWORK : ReasonCode.PROVIDER_ERROR, failure, subject);
    }

    private static boolean throttled(SdkException failure) {
        return failure instanceof SdkServiceException answered && answered.isThrottlingException();
    }

    private static boolean byOrganisation(SdkException failure) {
        return failure instanceof AwsServiceException answered
                && answered.awsErrorDetails() != null
                && Objects.requireNonNullElse(answered.awsErrorDetails().errorMessage(), "")
                        .contains(BY_ORGANISATION);
    }

    /** The SDK found no credentials of the platform anywhere. */
    private static boolean isMissingIdentity(SdkException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "").startsWith("Unable to load credentials");
    }

    private static boolean onTheWay(SdkException failure) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String code(SdkException failure) {
        return failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null
                ? answered.awsErrorDetails().errorCode()
                : null;
    }

    private Reason reason(ReasonCode code, SdkException failure, String subject) {
        String requestId = failure instanceof AwsServiceException answered ? answered.requestId() : null;
        return new Reason(code, code(failure), requestId, subject, clock.instant());
    }
}
