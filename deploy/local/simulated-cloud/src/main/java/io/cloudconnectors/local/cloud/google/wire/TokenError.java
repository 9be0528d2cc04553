package io.cloudconnectors.local.cloud.google.wire;

/** How the token endpoint refuses. */
public enum TokenError {
    UNSUPPORTED_GRANT_TYPE(400, "unsupported_grant_type", "Invalid grant_type.", "RFC 6749, 5.2"),
    MALFORMED(400, "invalid_grant", "Invalid JWT: malformed assertion.", Sources.CODES),
    WRONG_AUDIENCE(400, "invalid_grant", "Invalid JWT: Failed audience check.", Sources.CODES),
    WRONG_TIME(
            400,
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and"
                    + " exp values in the JWT claim.",
            Sources.CODES),
    ACCOUNT_NOT_FOUND(
            400,
            "invalid_grant",
            "Invalid grant: account not found",
            Sources.CODES + "; body: googleapis/google-cloud-php issue 3622"),
    WRONG_SIGNATURE(
            400,
            "invalid_grant",
            "Invalid JWT Signature.",
            Sources.CODES + "; body: googleapis/google-cloud-python issue 10004"),
    DISABLED(
            401,
            "disabled_client",
            "The OAuth client was disabled.",
            "Using OAuth 2.0 for Server to Server Applications, JWT error codes; status and body: openpubkey/opkssh issue"
                    + " 617"),
    INVALID_SCOPE(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.", Sources.CODES),
    DELEGATION(
            401,
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the"
                    + " scopes requested.",
            Sources.CODES),
    THROTTLED(429, "rate_limit_exceeded", "Rate limit exceeded.", "RFC 6585, 4"),
    UNAVAILABLE(503, "temporarily_unavailable", "The service is unavailable.", "RFC 6749, 4.1.2.1; RFC 9110, 15.6.4"),
    INTERNAL(500, "internal_failure", "Internal error.", "RFC 9110, 15.6.1");

    private static final class Sources {
        private static final String CODES =
                "Using OAuth 2.0 for Server to Server Applications, JWT error codes; statuses: RFC 6749, 5.2";
    }

    private final int status;
    private final String code;
    private final String description;
    private final String source;

    TokenError(int status, String code, String description, String source) {
        this.status = status;
        this.code = code;
        this.description = description;
        this.source = source;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String description() {
        return description;
    }

    public String source() {
        return source;
    }
}
