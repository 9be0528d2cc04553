package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.poller.provider.google.GoogleReasons.Step;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those that Google publishes. */
class GoogleReasonsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            invalid_grant   | Invalid JWT Signature.                                        | GCP_KEY_INVALID
            invalid_grant   | Invalid grant: account not found                              | GCP_KEY_INVALID
            disabled_client | The OAuth client was disabled.                                | GCP_KEY_INVALID
            invalid_client  | The OAuth client was not found.                               | GCP_KEY_INVALID
            invalid_grant   | Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim. | PLATFORM_ERROR
            invalid_scope   | Some requested scopes were invalid.                           | PROVIDER_ERROR
            """)
    void theTokenEndpointsErrorSaysWhoseFaultItIs(String error, String description, ReasonCode code) {
        String answer = "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";

        assertThat(GoogleReasons.code(Symptom.of(answered(400, answer)), Step.TOKEN))
                .isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} {1} at {2} is {3}")
    @CsvSource({
        "403, IAM_PERMISSION_DENIED, PROJECT, GCP_PERMISSION_DENIED",
        "403, IAM_PERMISSION_DENIED, INVENTORY, PERMISSION_MISSING",
        "403, SECURITY_POLICY_VIOLATED, INVENTORY, SCP_DENIED",
        "403, SERVICE_DISABLED, PROJECT, GCP_API_DISABLED",
        "403, SERVICE_DISABLED, INVENTORY, GCP_API_DISABLED",
        "403, USER_PROJECT_DENIED, PROJECT, GCP_PERMISSION_DENIED",
        "403, CONSUMER_SUSPENDED, PROJECT, GCP_PERMISSION_DENIED",
        "403, CONSUMER_INVALID, PROJECT, PROJECT_NOT_FOUND",
        "403, rateLimitExceeded, INVENTORY, THROTTLED",
        "404, NOT_FOUND, PROJECT, PROJECT_NOT_FOUND",
        "429, RATE_LIMIT_EXCEEDED, INVENTORY, THROTTLED",
        "401, ACCESS_TOKEN_EXPIRED, INVENTORY, PROVIDER_ERROR",
        "503, UNAVAILABLE, INVENTORY, PROVIDER_ERROR",
    })
    void theErrorInfoDecidesAtEachStep(int status, String reason, Step step, ReasonCode code) {
        assertThat(GoogleReasons.code(Symptom.of(answered(status, error(reason))), step))
                .isEqualTo(code);
    }

    @Test
    void theReasonTellsGooglesWordsAndItsRequestId() {
        Reason reason = GoogleReasons.reason(
                Symptom.of(new IllegalStateException(answered(403, error("IAM_PERMISSION_DENIED")))),
                Step.INVENTORY,
                "tried",
                Instant.EPOCH);

        assertThat(reason)
                .isEqualTo(new Reason(
                        ReasonCode.PERMISSION_MISSING,
                        "IAM_PERMISSION_DENIED",
                        "r-1",
                        "cloudasset.assets.listResource",
                        Instant.EPOCH));
    }

    @Test
    void aProxysPageIsNoAnswerOfGoogles() {
        assertThat(GoogleReasons.code(Symptom.of(answered(403, "<html>no</html>")), Step.PROJECT))
                .isEqualTo(ReasonCode.PROVIDER_ERROR);
    }

    @Test
    void aBrokenConnectionIsOfTheNetwork() {
        assertThat(GoogleReasons.code(Symptom.of(new IOException("x", new ConnectException())), Step.TOKEN))
                .isEqualTo(ReasonCode.NETWORK);
    }

    private static String error(String reason) {
        return """
                {"error": {"code": 1, "message": "x", "status": "PERMISSION_DENIED", "details": [
                  {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "%s", "domain": "googleapis.com",
                   "metadata": {"permission": "cloudasset.assets.listResource"}},
                  {"@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": "r-1"}]}}
                """.formatted(reason);
    }

    private static IOException answered(int status, String content) {
        return new HttpResponseException.Builder(status, "x", new HttpHeaders())
                .setContent(content)
                .build();
    }
}
