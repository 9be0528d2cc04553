package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.Symptom.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure map as a table. What the SDK makes of the answers themselves: {@link AwsProviderTest}. */
class AwsReasonsTest {

    @ParameterizedTest(name = "{0} {1} {2} -> {3}")
    @CsvSource({
        "ASSUME_ROLE, AccessDenied, 403, AWS_ASSUME_ROLE_DENIED",
        "ASSUME_ROLE, ValidationError, 400, AWS_ASSUME_ROLE_DENIED",
        "ASSUME_ROLE, RegionDisabledException, 403, AWS_ASSUME_ROLE_DENIED",
        "ASSUME_ROLE, InvalidClientTokenId, 403, PLATFORM_ERROR",
        "ASSUME_ROLE, ExpiredToken, 403, PLATFORM_ERROR",
        "ASSUME_ROLE, SignatureDoesNotMatch, 403, PLATFORM_ERROR",
        "ASSUME_ROLE, InternalFailure, 500, PROVIDER_ERROR",
        "REGIONAL, UnauthorizedOperation, 403, PERMISSION_MISSING",
        "REGIONAL, AuthFailure, 401, REGION_DISABLED",
        "REGIONAL, OptInRequired, 403, REGION_DISABLED",
        "REGIONAL, UnrecognizedClientException, 400, REGION_DISABLED",
        "REGIONAL, Unavailable, 503, PROVIDER_ERROR",
        "REGIONAL, InvalidParameterValue, 400, PROVIDER_ERROR",
        "REGIONAL, Anything, 429, THROTTLED",
        "GLOBAL, AccessDenied, 403, PERMISSION_MISSING",
        "GLOBAL, AccessDeniedException, 400, PERMISSION_MISSING",
        "GLOBAL, NotSignedUp, 403, REGION_DISABLED",
        "GLOBAL, InvalidClientTokenId, 403, PROVIDER_ERROR",
        "GLOBAL, ExpiredToken, 400, PROVIDER_ERROR",
    })
    void aCodeMeansAReason(Step step, String code, int status, ReasonCode reason) {
        assertThat(AwsReasons.code(new Symptom(Kind.REFUSED, code, status, false, false, "r"), step))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"ASSUME_ROLE", "REGIONAL", "GLOBAL"})
    void throttlingAndSilenceMeanTheSameEverywhere(Step step) {
        assertThat(AwsReasons.code(new Symptom(Kind.REFUSED, "RequestLimitExceeded", 503, true, false, "r"), step))
                .isEqualTo(ReasonCode.THROTTLED);
        assertThat(AwsReasons.code(new Symptom(Kind.NO_ANSWER, null, 0, false, false, null), step))
                .isEqualTo(ReasonCode.NETWORK);
        assertThat(AwsReasons.code(new Symptom(Kind.UNREADABLE, null, 200, false, false, null), step))
                .isEqualTo(ReasonCode.PROVIDER_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"REGIONAL, UnauthorizedOperation", "GLOBAL, AccessDenied"})
    void anOrganisationsDenyIsNoMissingPermission(Step step, String code) {
        assertThat(AwsReasons.code(new Symptom(Kind.REFUSED, code, 403, false, true, "r"), step))
                .isEqualTo(ReasonCode.SCP_DENIED);
    }
}
