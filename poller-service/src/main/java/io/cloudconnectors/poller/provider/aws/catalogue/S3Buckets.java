package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Buckets, each with its region, where the rest is asked. One call lists those of all regions; asked for pages, it names the
 * region of each (Amazon S3 API Reference, ListBuckets). Emulators and older endpoints do not, then the bucket is asked.
 */
final class S3Buckets extends CatalogueEntry {
    S3Buckets() {
        super(
                "AWS::S3::Bucket",
                AwsService.S3,
                AwsPermission.S3_LIST_ALL_MY_BUCKETS,
                AwsPermission.S3_GET_ENCRYPTION_CONFIGURATION,
                AwsPermission.S3_GET_BUCKET_PUBLIC_ACCESS_BLOCK,
                AwsPermission.S3_GET_BUCKET_POLICY_STATUS,
                AwsPermission.S3_GET_BUCKET_TAGGING);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListBucketsResponse answer = calls.client(AwsApi.S3)
                .listBuckets(r -> r.maxBuckets(PAGE).continuationToken(token).overrideConfiguration(calls.session()));
        return page(answer.buckets(), bucket -> bucket(bucket, calls), answer.continuationToken());
    }

    private Resource bucket(Bucket bucket, AwsCalls calls) {
        String region = region(bucket, calls);
        String name = bucket.name();
        S3Client s3 = calls.client(AwsApi.S3, region);
        Detail detail = Detail.of(calls, Details.of(bucket, Set.of("BucketRegion")))
                .with(
                        "encryption",
                        AwsPermission.S3_GET_ENCRYPTION_CONFIGURATION,
                        () -> Details.of(
                                s3.getBucketEncryption(r -> r.bucket(name).overrideConfiguration(calls.session()))
                                        .serverSideEncryptionConfiguration()))
                .with(
                        "publicAccessBlock",
                        AwsPermission.S3_GET_BUCKET_PUBLIC_ACCESS_BLOCK,
                        () -> Details.of(
                                s3.getPublicAccessBlock(r -> r.bucket(name).overrideConfiguration(calls.session()))
                                        .publicAccessBlockConfiguration()))
                .with(
                        "policyStatus",
                        AwsPermission.S3_GET_BUCKET_POLICY_STATUS,
                        () -> Details.of(
                                s3.getBucketPolicyStatus(r -> r.bucket(name).overrideConfiguration(calls.session()))
                                        .policyStatus()))
                .tagged(AwsPermission.S3_GET_BUCKET_TAGGING, () -> tags(s3, name, calls));
        return resource(name, name, region, detail);
    }

    private static Map<String, String> tags(S3Client s3, String name, AwsCalls calls) {
        return Tags.of(
                s3.getBucketTagging(r -> r.bucket(name).overrideConfiguration(calls.session()))
                        .tagSet(),
                Tag::key,
                Tag::value);
    }

    private static String region(Bucket bucket, AwsCalls calls) {
        if (bucket.bucketRegion() != null) {
            return bucket.bucketRegion();
        }
        return regionOfConstraint(calls.client(AwsApi.S3)
                .getBucketLocation(r -> r.bucket(bucket.name()).overrideConfiguration(calls.session()))
                .locationConstraintAsString());
    }

    /** No constraint is the oldest region, {@code EU} the second (Amazon S3 API Reference, GetBucketLocation). */
    static String regionOfConstraint(@Nullable String constraint) {
        if (constraint == null || constraint.isEmpty() || constraint.equals("null")) {
            return "us-east-1";
        }
        return constraint.equals("EU") ? "eu-west-1" : constraint;
    }
}
