package io.cloudconnectors.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What the SDK makes of an error answer: status, code, request id. */
final class Refusals {
    private Refusals() {}

    static AwsServiceException refused(ThrowingCallable call, int status, String code) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("the call should be refused").isNotNull();
        assertThat(refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode())
                .isEqualTo(status + " " + code);
        assertThat(refusal.requestId()).as("request id").isNotBlank();
        return refusal;
    }
}
