package io.cloudconnectors.local.cloud.aws.wire;

/** A call that ends with an error answer of the service that was called. */
public final class AwsFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient WireError error;

    public AwsFailure(WireError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public AwsFailure(WireError error) {
        this(error, error.message());
    }

    /** A parameter of an STS or IAM call that breaks a constraint of the model. */
    public static AwsFailure validation(String message) {
        return new AwsFailure(ServiceError.QUERY_VALIDATION_ERROR.wire(), message);
    }

    public WireError error() {
        return error;
    }
}
