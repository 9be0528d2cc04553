package io.cloudconnectors.local.cloud.google.wire;

import java.util.Map;

/** How Google's APIs refuse. Those of the token endpoint stand in {@link TokenError}. */
public enum GoogleError {
    CREDENTIALS_MISSING(401, "UNAUTHENTICATED", "required", Sources.REASONS),
    ACCESS_TOKEN_TYPE_UNSUPPORTED(401, "UNAUTHENTICATED", "authError", Sources.REASONS),
    ACCESS_TOKEN_EXPIRED(401, "UNAUTHENTICATED", "authError", Sources.REASONS),
    ACCOUNT_STATE_INVALID(401, "UNAUTHENTICATED", "authError", Sources.REASONS),
    ACCESS_TOKEN_SCOPE_INSUFFICIENT(403, "PERMISSION_DENIED", "insufficientPermissions", Sources.REASONS),
    SERVICE_DISABLED(403, "PERMISSION_DENIED", "accessNotConfigured", Sources.REASONS),
    USER_PROJECT_DENIED(403, "PERMISSION_DENIED", "forbidden", Sources.REASONS),
    CONSUMER_INVALID(
            403,
            "PERMISSION_DENIED",
            "forbidden",
            Sources.REASONS + "; of a deleted project: googleapis/google-api-php-client issue 2422"),
    BILLING_DISABLED(403, "PERMISSION_DENIED", "forbidden", Sources.REASONS),
    IAM_PERMISSION_DENIED(
            403,
            "PERMISSION_DENIED",
            "forbidden",
            "Resource Manager: message CrowdStrike/falcon-integration-gateway pull 98, details elastic/cloudbeat issue 1748"),
    AUTH_PERMISSION_DENIED(
            403,
            "PERMISSION_DENIED",
            "forbidden",
            "Service Usage: aquasecurity/cloudsploit issue 1606; details: su-kaka/gcli2api issue 283"),
    PERMISSION_DENIED(
            403,
            "PERMISSION_DENIED",
            "forbidden",
            "Cloud Asset: crossplane-contrib/provider-upjet-gcp issue 98; Compute: GoogleCloudPlatform/terraformer issue 93;"
                    + " Storage: data-integrations/google-cloud pull 1503"),
    RATE_LIMIT_EXCEEDED(
            429,
            "RESOURCE_EXHAUSTED",
            "rateLimitExceeded",
            Sources.REASONS + "; details: GoogleCloudPlatform/marketing-analytics-jumpstart issue 163"),
    INVALID_ARGUMENT(400, "INVALID_ARGUMENT", "invalid", Sources.CODES),
    NOT_FOUND(404, "NOT_FOUND", "notFound", Sources.CODES),
    UNAVAILABLE(503, "UNAVAILABLE", "backendError", Sources.CODES),
    INTERNAL(500, "INTERNAL", "internalError", Sources.CODES),
    NOT_SIMULATED(501, "UNIMPLEMENTED", "notImplemented", "The simulator's own refusal: in reality this would work");

    private static final class Sources {
        private static final String REASONS =
                "googleapis google/api/error_reason.proto, ErrorReason; form: AIP-193, Errors";
        private static final String CODES = "googleapis google/rpc/code.proto, Code; form: AIP-193, Errors";
    }

    private final int status;
    private final String code;
    private final String olderReason;
    private final String source;

    GoogleError(int status, String code, String olderReason, String source) {
        this.status = status;
        this.code = code;
        this.olderReason = olderReason;
        this.source = source;
    }

    public int status() {
        return status;
    }

    /** {@code PERMISSION_DENIED}. */
    public String code() {
        return code;
    }

    /** The reason in the older form, which Compute and Storage use. */
    public String olderReason() {
        return olderReason;
    }

    public String source() {
        return source;
    }

    /** The domain of ErrorInfo; empty when the error comes without. */
    public String domain() {
        return switch (this) {
            case IAM_PERMISSION_DENIED -> "cloudresourcemanager.googleapis.com";
            case AUTH_PERMISSION_DENIED -> "serviceusage.googleapis.com";
            case PERMISSION_DENIED, INVALID_ARGUMENT, NOT_FOUND, UNAVAILABLE, INTERNAL, NOT_SIMULATED -> "";
            case CREDENTIALS_MISSING,
                    ACCESS_TOKEN_TYPE_UNSUPPORTED,
                    ACCESS_TOKEN_EXPIRED,
                    ACCOUNT_STATE_INVALID,
                    ACCESS_TOKEN_SCOPE_INSUFFICIENT,
                    SERVICE_DISABLED,
                    USER_PROJECT_DENIED,
                    CONSUMER_INVALID,
                    BILLING_DISABLED,
                    RATE_LIMIT_EXCEEDED -> "googleapis.com";
        };
    }

    public GoogleFailure because(String message) {
        return new GoogleFailure(this, message, Map.of());
    }

    public GoogleFailure because(String message, Map<String, String> metadata) {
        return new GoogleFailure(this, message, metadata);
    }
}
