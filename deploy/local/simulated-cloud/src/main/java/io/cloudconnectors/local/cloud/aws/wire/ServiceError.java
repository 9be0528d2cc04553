package io.cloudconnectors.local.cloud.aws.wire;

/** Errors that belong to single operations. */
public enum ServiceError {
    QUERY_VALIDATION_ERROR(
            400,
            "ValidationError",
            "The input fails to satisfy the constraints specified by an AWS service.",
            "AWS STS and IAM API Reference, Common Errors"),
    STS_REGION_DISABLED(
            403,
            "RegionDisabledException",
            "STS is not activated in this region for account:%s. Your account administrator can activate STS in this"
                    + " region using the IAM Console.",
            "botocore 1.43.67 sts/2011-06-15, RegionDisabledException; message: turbot/steampipe-plugin-aws issue 1510"),
    IAM_NO_SUCH_ENTITY(
            404, "NoSuchEntity", "The %s cannot be found.", "botocore 1.43.67 iam/2010-05-08, NoSuchEntityException"),
    IAM_ENTITY_ALREADY_EXISTS(
            409,
            "EntityAlreadyExists",
            "Role with name %s already exists.",
            "botocore 1.43.67 iam/2010-05-08, EntityAlreadyExistsException"),
    IAM_MALFORMED_POLICY_DOCUMENT(
            400, "MalformedPolicyDocument", "%s", "botocore 1.43.67 iam/2010-05-08, MalformedPolicyDocumentException"),
    IAM_DELETE_CONFLICT(
            409,
            "DeleteConflict",
            "Cannot delete entity, must detach all policies first.",
            "botocore 1.43.67 iam/2010-05-08, DeleteConflictException"),
    KMS_NOT_FOUND(
            400, "NotFoundException", "Key '%s' does not exist", "botocore 1.43.67 kms/2014-11-01, NotFoundException"),
    KMS_DISABLED(400, "DisabledException", "%s is disabled.", "botocore 1.43.67 kms/2014-11-01, DisabledException"),
    /** KMS says nothing more, whatever is wrong: ciphertext, encryption context or key. */
    KMS_INVALID_CIPHERTEXT(
            400, "InvalidCiphertextException", "", "botocore 1.43.67 kms/2014-11-01, InvalidCiphertextException"),
    KMS_INCORRECT_KEY(
            400,
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.",
            "botocore 1.43.67 kms/2014-11-01, IncorrectKeyException"),
    KMS_VALIDATION(400, "ValidationException", "%s", "AWS KMS API Reference, Common Error Types"),
    EC2_INVALID_PARAMETER_VALUE(
            400, "InvalidParameterValue", "%s", "Amazon EC2 API Reference, Error codes for the Amazon EC2 API"),
    EC2_INVALID_PARAMETER_COMBINATION(
            400, "InvalidParameterCombination", "%s", "Amazon EC2 API Reference, Error codes for the Amazon EC2 API"),
    S3_NO_SUCH_BUCKET(
            404,
            "NoSuchBucket",
            "The specified bucket does not exist",
            "Amazon S3 API Reference, Error responses, List of error codes"),
    S3_PERMANENT_REDIRECT(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Send all future"
                    + " requests to this endpoint.",
            "Amazon S3 API Reference, Error responses, List of error codes"),
    S3_NO_ENCRYPTION(
            404,
            "ServerSideEncryptionConfigurationNotFoundError",
            "The server side encryption configuration was not found",
            "Amazon S3 API Reference, Error responses, List of error codes"),
    S3_NO_PUBLIC_ACCESS_BLOCK(
            404,
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found",
            "Amazon S3 API Reference, GetPublicAccessBlock"),
    S3_NO_POLICY(
            404,
            "NoSuchBucketPolicy",
            "The bucket policy does not exist",
            "Amazon S3 API Reference, Error responses, List of error codes"),
    S3_NO_TAGS(
            404,
            "NoSuchTagSet",
            "The TagSet does not exist",
            "Amazon S3 API Reference, GetBucketTagging, special errors"),
    STATES_DOES_NOT_EXIST(
            400,
            "StateMachineDoesNotExist",
            "State Machine Does Not Exist: '%s'",
            "AWS Step Functions API Reference, DescribeStateMachine, errors"),
    WAFV2_NONEXISTENT_ITEM(
            400,
            "WAFNonexistentItemException",
            "AWS WAF couldn't perform the operation because your resource doesn't exist: %s",
            "AWS WAFV2 API Reference, GetWebACL, errors"),
    EMR_INVALID_REQUEST(
            400,
            "InvalidRequestException",
            "Cluster id '%s' is not valid.",
            "Amazon EMR API Reference, DescribeCluster, errors"),
    GUARDDUTY_BAD_REQUEST(
            400,
            "BadRequestException",
            "The request is rejected because the input detectorId %s is not owned by the current account.",
            "Amazon GuardDuty API Reference, GetDetector, errors"),
    BACKUP_NOT_FOUND(
            400,
            "ResourceNotFoundException",
            "There is no vault %s",
            "AWS Backup API Reference, DescribeBackupVault, errors"),
    EKS_NOT_FOUND(404, "ResourceNotFoundException", "No %s found", "Amazon EKS API Reference, DescribeCluster, errors"),
    EFS_POLICY_NOT_FOUND(
            404, "PolicyNotFound", "%s has no policy", "Amazon EFS API Reference, DescribeFileSystemPolicy, errors"),
    S3_INVALID_ARGUMENT(400, "InvalidArgument", "%s", "Amazon S3 API Reference, Error responses, List of error codes"),
    S3_CONTENT_HASH_MISMATCH(
            400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            "Amazon S3 API Reference, Error responses, List of error codes");

    private final int status;
    private final String code;
    private final String message;
    private final String source;

    ServiceError(int status, String code, String message, String source) {
        this.status = status;
        this.code = code;
        this.message = message;
        this.source = source;
    }

    public WireError wire() {
        return new WireError(status, code, message, source);
    }

    /** The failure, with {@code %s} of the message replaced. */
    public AwsFailure about(String detail) {
        return new AwsFailure(wire(), message.replace("%s", detail));
    }
}
