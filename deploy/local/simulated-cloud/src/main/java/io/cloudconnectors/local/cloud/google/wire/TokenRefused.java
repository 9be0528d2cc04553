package io.cloudconnectors.local.cloud.google.wire;

/** No token is minted. */
public final class TokenRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TokenError error;

    public TokenRefused(TokenError error) {
        super(error.description(), null, false, false);
        this.error = error;
    }

    public TokenError error() {
        return error;
    }
}
