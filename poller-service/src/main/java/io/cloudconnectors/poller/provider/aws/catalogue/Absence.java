package io.cloudconnectors.poller.provider.aws.catalogue;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How AWS says that there is none of what was asked for: the resource has no such setting, or is gone since it was listed. An
 * answer, no failure. Each code stands in the API reference of its service, under the errors of the operation.
 */
public final class Absence {
    private static final Set<String> CODES = Set.of(
            // S3: GetBucketEncryption, GetPublicAccessBlock, GetBucketPolicyStatus, GetBucketTagging; the bucket itself
            "ServerSideEncryptionConfigurationNotFoundError",
            "NoSuchPublicAccessBlockConfiguration",
            "NoSuchBucketPolicy",
            "NoSuchTagSet",
            "NoSuchBucket",
            // IAM
            "NoSuchEntity",
            // EFS: DescribeFileSystemPolicy; the file system itself
            "PolicyNotFound",
            "FileSystemNotFound",
            // KMS: GetKeyRotationStatus of a key that cannot rotate, or is to be deleted
            "UnsupportedOperationException",
            "KMSInvalidStateException",
            // Step Functions
            "StateMachineDoesNotExist",
            "ResourceNotFound",
            // WAFv2
            "WAFNonexistentItemException",
            // Directory Service, for a type of directory that has none of what was asked for
            "EntityDoesNotExistException",
            "UnsupportedOperation",
            // EKS, Lambda, Backup, MSK, API Gateway
            "ResourceNotFoundException",
            "NotFoundException");

    private Absence() {}

    public static boolean isToldBy(AwsServiceException e) {
        return e.awsErrorDetails() != null && CODES.contains(e.awsErrorDetails().errorCode());
    }
}
