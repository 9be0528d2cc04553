package io.cloudconnectors.local.cloud.aws.policy;

/** A document that IAM would refuse. */
public final class MalformedPolicy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPolicy(String message) {
        super(message, null, false, false);
    }
}
