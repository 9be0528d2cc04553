package io.cloudconnectors.local.cloud.aws.wire;

/** What can go wrong with any call, and how each service says it: the same cause has other codes and statuses elsewhere. */
public enum CommonError {
    ACCESS_DENIED,
    UNKNOWN_KEY,
    INVALID_TOKEN,
    EXPIRED_TOKEN,
    WRONG_SIGNATURE,
    CLOCK_SKEW,
    UNSIGNED,
    MALFORMED_SIGNATURE,
    WRONG_SCOPE,
    REGION_NOT_ENABLED,
    NOT_SUBSCRIBED,
    THROTTLED,
    UNAVAILABLE,
    INTERNAL,
    INVALID_PAGING_TOKEN,
    NOT_SIMULATED;

    private static final String INVALID_CLIENT_TOKEN = "The security token included in the request is invalid.";
    private static final String NOT_SUBSCRIBED_MESSAGE =
            "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.";
    private static final String QUERY_ERRORS = "AWS STS and IAM API Reference, Common Errors";
    private static final String EC2_ERRORS = "Amazon EC2 API Reference, Error codes for the Amazon EC2 API";
    private static final String S3_ERRORS = "Amazon S3 API Reference, Error responses, List of error codes";
    private static final String ACCESS_DENIED_FORMAT =
            "; message: IAM User Guide, Troubleshoot access denied error messages";
    private static final String KMS_ERRORS = "AWS KMS API Reference, Common Error Types";
    private static final String JSON_ERRORS = "The service's API Reference, Common Error Types";
    private static final String OWN = "The simulator's own refusal: in reality this would work";

    /** The error with which {@code service} reports this. */
    public WireError in(AwsService service) {
        return switch (service.protocol()) {
            case QUERY -> query();
            case EC2 -> ec2();
            case REST_XML -> s3();
            case JSON -> service == AwsService.KMS ? kms() : json(400);
            case REST_JSON -> json(403);
        };
    }

    private WireError query() {
        return switch (this) {
            case ACCESS_DENIED -> error(403, "AccessDenied", "Access denied.", QUERY_ERRORS + ACCESS_DENIED_FORMAT);
            case UNKNOWN_KEY, INVALID_TOKEN -> error(403, "InvalidClientTokenId", INVALID_CLIENT_TOKEN, QUERY_ERRORS);
            case REGION_NOT_ENABLED ->
                error(
                        403,
                        "InvalidClientTokenId",
                        INVALID_CLIENT_TOKEN,
                        "hashicorp/terraform-provider-aws issue 32549; IAM User Guide, Managing AWS STS in an AWS Region");
            case EXPIRED_TOKEN ->
                error(
                        403,
                        "ExpiredToken",
                        "The security token included in the request is expired",
                        QUERY_ERRORS + "; code and status: aws/aws-sdk-java-v2 issue 1649");
            case WRONG_SIGNATURE ->
                error(
                        403,
                        "SignatureDoesNotMatch",
                        "The request signature we calculated does not match the signature you provided. Check your AWS"
                                + " Secret Access Key and signing method.",
                        QUERY_ERRORS + "; IAM User Guide, Troubleshoot signed requests for AWS APIs");
            case CLOCK_SKEW ->
                error(
                        403,
                        "SignatureDoesNotMatch",
                        "Signature expired",
                        "IAM User Guide, Troubleshoot signed requests for AWS APIs, Signature expired");
            case UNSIGNED ->
                error(403, "MissingAuthenticationToken", "Request is missing Authentication Token", QUERY_ERRORS);
            case MALFORMED_SIGNATURE ->
                error(
                        400,
                        "IncompleteSignature",
                        "The request signature does not conform to AWS standards.",
                        QUERY_ERRORS);
            case WRONG_SCOPE ->
                error(
                        403,
                        "SignatureDoesNotMatch",
                        "Credential should be scoped to a valid region.",
                        "IAM User Guide, Troubleshoot signed requests for AWS APIs, credential scope");
            case NOT_SUBSCRIBED -> error(403, "OptInRequired", NOT_SUBSCRIBED_MESSAGE, QUERY_ERRORS);
            case THROTTLED ->
                error(
                        400,
                        "Throttling",
                        "Rate exceeded",
                        QUERY_ERRORS + "; code and status: legion-platform/legion issue 807");
            case UNAVAILABLE -> error(503, "ServiceUnavailable", "Service is unavailable", QUERY_ERRORS);
            case INTERNAL ->
                error(
                        500,
                        "InternalFailure",
                        "The request processing has failed because of an unknown error",
                        QUERY_ERRORS);
            case INVALID_PAGING_TOKEN -> error(400, "ValidationError", "Invalid Marker.", QUERY_ERRORS);
            case NOT_SIMULATED -> error(501, "NotSimulated", "Not simulated", OWN);
        };
    }

    private WireError ec2() {
        return switch (this) {
            case ACCESS_DENIED ->
                error(
                        403,
                        "UnauthorizedOperation",
                        "You are not authorized to perform this operation.",
                        EC2_ERRORS + "; status: rebuy-de/aws-nuke issue 517" + ACCESS_DENIED_FORMAT);
            case UNKNOWN_KEY, INVALID_TOKEN, WRONG_SIGNATURE, REGION_NOT_ENABLED, UNSIGNED, WRONG_SCOPE ->
                error(
                        401,
                        "AuthFailure",
                        "AWS was not able to validate the provided access credentials",
                        EC2_ERRORS + "; status, and for regions: turbot/steampipe-plugin-aws issue 75");
            case EXPIRED_TOKEN, CLOCK_SKEW ->
                error(
                        400,
                        "RequestExpired",
                        "Request has expired.",
                        EC2_ERRORS + "; status: aws/aws-sdk-java issue 1443");
            case MALFORMED_SIGNATURE ->
                error(
                        400,
                        "IncompleteSignature",
                        "The request signature does not conform to AWS standards.",
                        EC2_ERRORS);
            case NOT_SUBSCRIBED ->
                error(
                        403,
                        "OptInRequired",
                        NOT_SUBSCRIBED_MESSAGE,
                        EC2_ERRORS + "; message: carnal0wnage/weirdAAL issue 54");
            case THROTTLED ->
                error(
                        503,
                        "RequestLimitExceeded",
                        "Request limit exceeded.",
                        EC2_ERRORS + "; status: cloudfoundry/bosh-aws-cpi-release issue 61");
            case UNAVAILABLE ->
                error(503, "Unavailable", "The service is unavailable. Please try again shortly.", EC2_ERRORS);
            case INTERNAL -> error(500, "InternalError", "An internal error has occurred", EC2_ERRORS);
            case INVALID_PAGING_TOKEN ->
                error(400, "InvalidNextToken", "The specified NextToken is not valid.", EC2_ERRORS);
            case NOT_SIMULATED -> error(501, "NotSimulated", "Not simulated", OWN);
        };
    }

    private WireError s3() {
        return switch (this) {
            case ACCESS_DENIED, UNSIGNED ->
                error(403, "AccessDenied", "Access Denied", S3_ERRORS + ACCESS_DENIED_FORMAT);
            case UNKNOWN_KEY ->
                error(
                        403,
                        "InvalidAccessKeyId",
                        "The AWS Access Key Id you provided does not exist in our records.",
                        S3_ERRORS);
            case INVALID_TOKEN, REGION_NOT_ENABLED ->
                error(400, "InvalidToken", "The provided token is malformed or otherwise invalid.", S3_ERRORS);
            case EXPIRED_TOKEN -> error(400, "ExpiredToken", "The provided token has expired.", S3_ERRORS);
            case WRONG_SIGNATURE ->
                error(
                        403,
                        "SignatureDoesNotMatch",
                        "The request signature we calculated does not match the signature you provided. Check your key and"
                                + " signing method.",
                        S3_ERRORS);
            case CLOCK_SKEW ->
                error(
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.",
                        S3_ERRORS);
            case MALFORMED_SIGNATURE, WRONG_SCOPE ->
                error(
                        400,
                        "AuthorizationHeaderMalformed",
                        "The authorization header that you provided is not valid.",
                        S3_ERRORS);
            case NOT_SUBSCRIBED ->
                error(403, "NotSignedUp", "Your account is not signed up for the Amazon S3 service.", S3_ERRORS);
            case THROTTLED -> error(503, "SlowDown", "Please reduce your request rate.", S3_ERRORS);
            case UNAVAILABLE -> error(503, "ServiceUnavailable", "Service is unable to handle request.", S3_ERRORS);
            case INTERNAL ->
                error(500, "InternalError", "We encountered an internal error. Please try again.", S3_ERRORS);
            case INVALID_PAGING_TOKEN ->
                error(400, "InvalidArgument", "The continuation token provided is incorrect", S3_ERRORS);
            case NOT_SIMULATED -> error(501, "NotImplemented", "Not simulated", OWN);
        };
    }

    private WireError kms() {
        return switch (this) {
            case ACCESS_DENIED ->
                error(400, "AccessDeniedException", "Access denied.", KMS_ERRORS + ACCESS_DENIED_FORMAT);
            case UNKNOWN_KEY, INVALID_TOKEN, REGION_NOT_ENABLED ->
                error(400, "UnrecognizedClientException", INVALID_CLIENT_TOKEN, KMS_ERRORS);
            case EXPIRED_TOKEN ->
                error(
                        400,
                        "ExpiredTokenException",
                        "The security token included in the request is expired",
                        KMS_ERRORS);
            case WRONG_SIGNATURE ->
                error(
                        400,
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided.",
                        KMS_ERRORS);
            case CLOCK_SKEW -> error(400, "InvalidSignatureException", "Signature expired", KMS_ERRORS);
            case WRONG_SCOPE ->
                error(400, "InvalidSignatureException", "Credential should be scoped to a valid region.", KMS_ERRORS);
            case UNSIGNED ->
                error(400, "MissingAuthenticationTokenException", "Missing Authentication Token", KMS_ERRORS);
            case MALFORMED_SIGNATURE ->
                error(
                        400,
                        "IncompleteSignatureException",
                        "The request signature does not conform to AWS standards.",
                        KMS_ERRORS);
            case NOT_SUBSCRIBED -> error(403, "OptInRequired", NOT_SUBSCRIBED_MESSAGE, KMS_ERRORS);
            case THROTTLED ->
                error(
                        400,
                        "ThrottlingException",
                        "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
                        "AWS KMS Developer Guide, Throttling AWS KMS requests");
            case UNAVAILABLE ->
                error(503, "ServiceUnavailableException", "The service is temporarily unavailable.", KMS_ERRORS);
            case INTERNAL ->
                error(
                        500,
                        "KMSInternalException",
                        "The request was rejected because an internal exception occurred.",
                        "botocore 1.43.67 kms/2014-11-01, KMSInternalException");
            case INVALID_PAGING_TOKEN ->
                error(400, "InvalidMarkerException", "Invalid Marker.", "botocore 1.43.67 kms/2014-11-01");
            case NOT_SIMULATED -> error(501, "NotSimulated", "Not simulated", OWN);
        };
    }

    /** @param refused the status of whoever may not, or is not known */
    private WireError json(int refused) {
        return switch (this) {
            case ACCESS_DENIED ->
                error(refused, "AccessDeniedException", "Access denied.", JSON_ERRORS + ACCESS_DENIED_FORMAT);
            case UNKNOWN_KEY, INVALID_TOKEN, REGION_NOT_ENABLED ->
                error(refused, "UnrecognizedClientException", INVALID_CLIENT_TOKEN, JSON_ERRORS);
            case EXPIRED_TOKEN ->
                error(
                        refused,
                        "ExpiredTokenException",
                        "The security token included in the request is expired",
                        JSON_ERRORS);
            case WRONG_SIGNATURE ->
                error(
                        refused,
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided.",
                        JSON_ERRORS);
            case CLOCK_SKEW -> error(refused, "InvalidSignatureException", "Signature expired", JSON_ERRORS);
            case WRONG_SCOPE ->
                error(
                        refused,
                        "InvalidSignatureException",
                        "Credential should be scoped to a valid region.",
                        JSON_ERRORS);
            case UNSIGNED ->
                error(refused, "MissingAuthenticationTokenException", "Missing Authentication Token", JSON_ERRORS);
            case MALFORMED_SIGNATURE ->
                error(
                        refused,
                        "IncompleteSignatureException",
                        "The request signature does not conform to AWS standards.",
                        JSON_ERRORS);
            case NOT_SUBSCRIBED -> error(403, "OptInRequired", NOT_SUBSCRIBED_MESSAGE, JSON_ERRORS);
            case THROTTLED -> error(refused == 400 ? 400 : 429, "ThrottlingException", "Rate exceeded", JSON_ERRORS);
            case UNAVAILABLE ->
                error(503, "ServiceUnavailableException", "The service is temporarily unavailable.", JSON_ERRORS);
            case INTERNAL -> error(500, "InternalServerException", "An internal error has occurred", JSON_ERRORS);
            case INVALID_PAGING_TOKEN -> error(400, "ValidationException", "Invalid token.", JSON_ERRORS);
            case NOT_SIMULATED -> error(501, "NotSimulated", "Not simulated", OWN);
        };
    }

    private static WireError error(int status, String code, String message, String source) {
        return new WireError(status, code, message, source);
    }
}
