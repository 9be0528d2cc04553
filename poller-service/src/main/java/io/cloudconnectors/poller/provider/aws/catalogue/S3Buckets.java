package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/**
 * Buckets, each with its region. One call lists those of all regions; asked for pages, it names the region of each
 * (Amazon S3 API Reference, ListBuckets). Emulators and older endpoints do not, then the bucket is asked.
 */
final class S3Buckets implements AwsResourceType {
    private static final String TYPE = "AWS::S3::Bucket";
    private static final int PAGE = 1000;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public AwsService service() {
        return AwsService.S3;
    }

    @Override
    public AwsPermission permission() {
        return AwsPermission.S3_LIST_ALL_MY_BUCKETS;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListBucketsResponse answer = calls.s3()
                .listBuckets(r -> r.maxBuckets(PAGE).continuationToken(token).overrideConfiguration(calls.session()));
        return new Page(
                answer.buckets().stream()
                        .map(bucket -> map(bucket, region(bucket, calls)))
                        .toList(),
                answer.continuationToken());
    }

    private static String region(Bucket bucket, AwsCalls calls) {
        if (bucket.bucketRegion() != null) {
            return bucket.bucketRegion();
        }
        return regionOfConstraint(calls.s3()
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

    static Resource map(Bucket answer, String region) {
        return new Resource(
                TYPE, answer.name(), answer.name(), region, Map.of(), Details.of(answer, Set.of("BucketRegion")));
    }
}
