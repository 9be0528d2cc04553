package io.cloudconnectors.api.problem;

import java.util.Locale;

/** Every problem that the API answers with. The names are stable; sentences may change. */
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    MALFORMED_YAML(400, "The body is not YAML as it is read here"),
    INVALID_HEADER(400, "A header is not valid"),
    INVALID_PARAMETER(400, "A query parameter is not valid"),
    BAD_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "A valid access token is needed"),
    FORBIDDEN(403, "The access token does not allow this"),
    TENANT_MISSING(403, "The access token names no tenant"),
    NOT_FOUND(404, "There is nothing at this path"),
    CONNECTOR_NOT_FOUND(404, "There is no such connector"),
    RUN_NOT_FOUND(404, "There is no such run"),
    CREDENTIAL_VERSION_NOT_FOUND(404, "There is no such version of the credential"),
    DRAFT_NOT_FOUND(404, "There is no such draft"),
    TEST_NOT_FOUND(404, "There is no such connection test"),
    METHOD_NOT_ALLOWED(405, "The path does not support this method"),
    NOT_ACCEPTABLE(406, "The answer has no type that is accepted"),
    DUPLICATE_NAME(409, "Another connector has this name"),
    DUPLICATE_ACCOUNT(409, "Another connector reads this account"),
    CONCURRENT_CHANGE(409, "Somebody else changed the connector at the same time"),
    CONNECTOR_RESTORABLE(409, "A deleted connector of this account can be restored"),
    RUN_IN_PROGRESS(409, "A run of this connector is going"),
    RUN_ENDED(409, "The run has ended"),
    CREDENTIAL_VERSION_CURRENT(409, "The version of the credential is the current one"),
    CREDENTIAL_VERSION_UNUSABLE(409, "The version of the credential cannot be used"),
    PARTITION_NOT_SERVED(409, "The platform has no account in this AWS partition"),
    SETUP_INCOMPLETE(409, "The set-up of this connector is not complete"),
    DRAFT_USED(409, "A connector was made from this draft"),
    TEST_IN_PROGRESS(409, "A test of this connection is going"),
    IDEMPOTENCY_KEY_IN_USE(409, "The first request with this key is still going"),
    APPLY_IN_PROGRESS(409, "The set is being applied already"),
    NOT_IN_APPLY_SET(409, "The connector is not of this set"),
    PRECONDITION_FAILED(412, "The connector is another one than you read"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a type that is not supported"),
    VALIDATION_FAILED(422, "The body has fields that are not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "Another request has this key"),
    ACCOUNT_CHANGE(422, "A connector keeps its account"),
    PRECONDITION_REQUIRED(428, "The change must say which version it is made to"),
    TOO_MANY_STREAMS(429, "The tenant has too many event streams open"),
    RATE_LIMITED(429, "Too many requests in a short time"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    NOT_TRIED(503, "It was not tried"),
    VAULT_UNAVAILABLE(503, "Credentials cannot be stored at the moment"),
    DATABASE_UNAVAILABLE(503, "Data cannot be read or stored at the moment"),
    STREAMS_UNAVAILABLE(503, "No more event streams can be opened at the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One short sentence, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The {@code type} of RFC 9457: a name, not a page. */
    public String type() {
        return "urn:cloud-connectors:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * True when the same request may succeed in a while, without anybody doing anything: the answer has {@code Retry-After},
     * and is not kept under an idempotency key. RATE_LIMITED is told by the limiter, which knows for how long.
     */
    public boolean isTemporary() {
        return status == 503
                || this == CONCURRENT_CHANGE
                || this == RUN_IN_PROGRESS
                || this == TEST_IN_PROGRESS
                || this == IDEMPOTENCY_KEY_IN_USE
                || this == APPLY_IN_PROGRESS
                || this == TOO_MANY_STREAMS;
    }
}
