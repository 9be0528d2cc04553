package io.cloudconnectors.vault.problem;

/** Every problem that this service answers, with its HTTP status. */
public enum ProblemCode {
    INVALID_REQUEST(400, "The request is not well-formed"),
    UNAUTHENTICATED(401, "A valid access token is needed"),
    RUN_TOKEN_INVALID(401, "A valid run token is needed"),
    FORBIDDEN(403, "This caller may not do that"),
    RUN_TOKEN_EXPIRED(403, "The run is over, or has a newer token"),
    RUN_TOKEN_MISMATCH(403, "The run token is for another credential"),
    NOT_FOUND(404, "There is no such credential version"),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    VERSION_CONFLICT(409, "The version was sealed before with another content"),
    PREVIOUS_VERSION_MISSING(409, "The version before does not exist"),
    TENANT_SHREDDED(409, "The keys of the tenant were shredded"),
    ROTATION_REFUSED(409, "This rotation cannot be made"),
    OWNER_MISMATCH(409, "The credential belongs to another connector"),
    NOTHING_TO_REVEAL(409, "The credential is not complete yet"),
    EXTERNAL_ID_MISSING(409, "There is no External ID to take over"),
    EXPIRED(410, "The time of the credential version is over"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Send application/json"),
    INVALID_CREDENTIAL(422, "The credential is not valid"),
    RATE_LIMITED(429, "Too many requests in a short time"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    KEK_UNAVAILABLE(503, "The KEK is out of reach; try again"),
    UNAVAILABLE(503, "The vault cannot answer right now; try again");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
