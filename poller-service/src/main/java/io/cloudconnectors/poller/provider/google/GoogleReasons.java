package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import java.util.Set;

/** The failure map of Google Cloud: what failed, at which step, gives the reason. */
final class GoogleReasons {
    private static final String INVALID_GRANT = "invalid_grant";
    private static final String INVALID_CLIENT = "invalid_client";
    private static final String DISABLED_CLIENT = "disabled_client";
    private static final String VPC_SERVICE_CONTROLS = "SECURITY_POLICY_VIOLATED";
    private static final Set<String> API_OFF = Set.of("SERVICE_DISABLED", "accessNotConfigured");
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private GoogleReasons() {}

    /** The step that failed. */
    enum Step {
        /** A token for the key. */
        TOKEN,
        /** The project that the connector names. */
        PROJECT,
        /** What is in the project. */
        INVENTORY
    }

    /** @param subject what was tried; Google's own word for what is missing comes before it */
    static Reason reason(Symptom symptom, Step step, String subject, Instant at) {
        return new Reason(
                code(symptom, step),
                symptom.code(),
                symptom.requestId(),
                symptom.about() == null ? subject : symptom.about(),
                at);
    }

    static ReasonCode code(Symptom symptom, Step step) {
        if (symptom.throttled()) {
            return ReasonCode.THROTTLED;
        }
        if (symptom.serverError()) {
            return ReasonCode.PROVIDER_ERROR;
        }
        return switch (symptom.kind()) {
            case NO_ANSWER -> ReasonCode.NETWORK;
            case UNREADABLE -> ReasonCode.PROVIDER_ERROR;
            case REFUSED -> refused(symptom, String.valueOf(symptom.code()), step);
        };
    }

    private static ReasonCode refused(Symptom symptom, String code, Step step) {
        if (step == Step.TOKEN) {
            return ofToken(symptom, code);
        }
        if (API_OFF.contains(code)) {
            return ReasonCode.GCP_API_DISABLED;
        }
        if (symptom.status() == NOT_FOUND || Symptom.CONSUMER_INVALID.equals(code)) {
            return ReasonCode.PROJECT_NOT_FOUND;
        }
        if (symptom.status() != FORBIDDEN) {
            return ReasonCode.PROVIDER_ERROR;
        }
        return switch (step) {
            case TOKEN, PROJECT -> ReasonCode.GCP_PERMISSION_DENIED;
            case INVENTORY -> VPC_SERVICE_CONTROLS.equals(code) ? ReasonCode.SCP_DENIED : ReasonCode.PERMISSION_MISSING;
        };
    }

    private static ReasonCode ofToken(Symptom symptom, String code) {
        return switch (code) {
            case INVALID_GRANT -> symptom.ownClock() ? ReasonCode.PLATFORM_ERROR : ReasonCode.GCP_KEY_INVALID;
            case DISABLED_CLIENT, INVALID_CLIENT -> ReasonCode.GCP_KEY_INVALID;
            default -> ReasonCode.PROVIDER_ERROR;
        };
    }
}
