package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The failure map of Azure: what failed, at which step, gives the reason. Entra ID says exactly what is wrong with an
 * application; the Resource Manager says no more than that a role is missing.
 */
final class AzureReasons {
    /** Microsoft Entra authentication and authorization error codes. */
    private static final Map<String, ReasonCode> SIGN_IN = Map.of(
            "AADSTS7000215", ReasonCode.AZURE_SECRET_INVALID,
            "AADSTS7000222", ReasonCode.AZURE_SECRET_EXPIRED,
            "AADSTS700016", ReasonCode.AZURE_APP_NOT_FOUND,
            // The application is there and switched off: nobody can sign in as it either.
            "AADSTS7000112", ReasonCode.AZURE_APP_NOT_FOUND,
            "AADSTS90002", ReasonCode.AZURE_TENANT_NOT_FOUND,
            "AADSTS900023", ReasonCode.AZURE_TENANT_NOT_FOUND,
            // An answer without a number of its own has the OAuth error alone.
            "invalid_client", ReasonCode.AZURE_SECRET_INVALID,
            "unauthorized_client", ReasonCode.AZURE_APP_NOT_FOUND);

    private static final Set<String> DENIED =
            Set.of("AuthorizationFailed", "AccessDenied", "LinkedAuthorizationFailed");
    private static final Set<String> NO_SUCH_SUBSCRIPTION = Set.of("SubscriptionNotFound", "InvalidSubscriptionId");
    private static final Set<String> OTHER_TENANT = Set.of("InvalidAuthenticationTokenTenant");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private AzureReasons() {}

    /** The step that failed. */
    enum Step {
        /** Is the subscription there, and in this tenant? */
        SUBSCRIPTION,
        /** What is in it? */
        CONTENT
    }

    static Reason reason(Symptom symptom, Step step, String subject, Instant at) {
        return new Reason(code(symptom, step), symptom.errorCode(), symptom.requestId(), subject, at);
    }

    static ReasonCode code(Symptom symptom, Step step) {
        if (symptom.status() == TOO_MANY_REQUESTS) {
            return ReasonCode.THROTTLED;
        }
        if (symptom.status() >= SERVER_ERRORS) {
            return ReasonCode.PROVIDER_ERROR;
        }
        String code = symptom.errorCode() == null ? "" : symptom.errorCode();
        return switch (symptom.kind()) {
            case NO_ANSWER -> ReasonCode.NETWORK;
            case UNREADABLE -> ReasonCode.PROVIDER_ERROR;
            case SIGN_IN_REFUSED -> SIGN_IN.getOrDefault(code, ReasonCode.PROVIDER_ERROR);
            case REFUSED -> refused(code, step);
        };
    }

    private static ReasonCode refused(String code, Step step) {
        if (NO_SUCH_SUBSCRIPTION.contains(code)) {
            return ReasonCode.SUBSCRIPTION_NOT_FOUND;
        }
        if (OTHER_TENANT.contains(code)) {
            return ReasonCode.ACCOUNT_MISMATCH;
        }
        if (!DENIED.contains(code)) {
            return ReasonCode.PROVIDER_ERROR;
        }
        return switch (step) {
            case SUBSCRIPTION -> ReasonCode.AZURE_ROLE_MISSING;
            case CONTENT -> ReasonCode.PERMISSION_MISSING;
        };
    }
}
