package io.cloudconnectors.contracts;

/**
 * The names in a run token: an ES256 JWT that lives for five minutes, issued by connector-api with each lease and
 * heartbeat, meant for the vault alone. Its public keys are at {@link #JWKS_PATH} of connector-api.
 */
public final class RunTokenClaims {
    public static final String ISSUER = "connector-api";
    public static final String AUDIENCE = "vault";
    /** Where connector-api publishes the public keys, without authentication. */
    public static final String JWKS_PATH = "/internal/v1/run-token-keys";

    /** {@code sub}: the run id. */
    public static final String TENANT = "tenant";

    public static final String CONNECTOR = "connector";
    public static final String CREDENTIAL = "credential";
    public static final String CREDENTIAL_VERSION = "credential_version";
    public static final String ATTEMPT = "attempt";
    public static final String EPOCH = "epoch";

    private RunTokenClaims() {}
}
