package io.cloudconnectors.local.cloud.aws.wire;

/**
 * One error as a service publishes it.
 *
 * @param status the HTTP status
 * @param code what {@code AwsErrorDetails.errorCode()} gives
 * @param message what is said when nothing more precise is known
 * @param source the document that publishes code and status
 */
public record WireError(int status, String code, String message, String source) {}
