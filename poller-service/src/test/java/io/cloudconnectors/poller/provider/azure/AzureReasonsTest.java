package io.cloudconnectors.poller.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.poller.provider.azure.AzureReasons.Step;
import io.cloudconnectors.poller.provider.azure.Symptom.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureReasonsTest {

    @ParameterizedTest(name = "{0} {1} {2} at {3} -> {4}")
    @CsvSource({
        "SIGN_IN_REFUSED, AADSTS7000215, 401, SUBSCRIPTION, AZURE_SECRET_INVALID",
        "SIGN_IN_REFUSED, AADSTS7000222, 401, SUBSCRIPTION, AZURE_SECRET_EXPIRED",
        "SIGN_IN_REFUSED, AADSTS7000222, 401, CONTENT, AZURE_SECRET_EXPIRED",
        "SIGN_IN_REFUSED, AADSTS700016, 400, SUBSCRIPTION, AZURE_APP_NOT_FOUND",
        "SIGN_IN_REFUSED, AADSTS7000112, 400, SUBSCRIPTION, AZURE_APP_NOT_FOUND",
        "SIGN_IN_REFUSED, AADSTS90002, 400, SUBSCRIPTION, AZURE_TENANT_NOT_FOUND",
        "SIGN_IN_REFUSED, AADSTS900023, 400, SUBSCRIPTION, AZURE_TENANT_NOT_FOUND",
        "SIGN_IN_REFUSED, invalid_client, 401, SUBSCRIPTION, AZURE_SECRET_INVALID",
        "SIGN_IN_REFUSED, unauthorized_client, 400, SUBSCRIPTION, AZURE_APP_NOT_FOUND",
        "SIGN_IN_REFUSED, AADSTS53003, 0, SUBSCRIPTION, PROVIDER_ERROR",
        "SIGN_IN_REFUSED, temporarily_unavailable, 429, SUBSCRIPTION, THROTTLED",
        "REFUSED, AuthorizationFailed, 403, SUBSCRIPTION, AZURE_ROLE_MISSING",
        "REFUSED, AuthorizationFailed, 403, CONTENT, PERMISSION_MISSING",
        "REFUSED, AccessDenied, 403, CONTENT, PERMISSION_MISSING",
        "REFUSED, SubscriptionNotFound, 404, SUBSCRIPTION, SUBSCRIPTION_NOT_FOUND",
        "REFUSED, InvalidSubscriptionId, 400, SUBSCRIPTION, SUBSCRIPTION_NOT_FOUND",
        "REFUSED, InvalidAuthenticationTokenTenant, 401, SUBSCRIPTION, ACCOUNT_MISMATCH",
        "REFUSED, SubscriptionRequestsThrottled, 429, CONTENT, THROTTLED",
        "REFUSED, InternalServerError, 500, CONTENT, PROVIDER_ERROR",
        "REFUSED, SomethingNew, 400, CONTENT, PROVIDER_ERROR",
        "UNREADABLE, , 429, CONTENT, THROTTLED",
        "UNREADABLE, , 403, CONTENT, PROVIDER_ERROR",
        "NO_ANSWER, , 0, CONTENT, NETWORK",
    })
    void whatFailedWhereGivesTheReason(Kind kind, String errorCode, int status, Step step, ReasonCode expected) {
        assertThat(AzureReasons.code(new Symptom(kind, errorCode, status, null), step))
                .isEqualTo(expected);
    }
}
