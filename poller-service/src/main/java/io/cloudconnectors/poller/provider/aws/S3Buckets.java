package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.Bucket;

/** Buckets: one list for the account, each bucket with its region. */
final class S3Buckets implements AwsResourceType {
    private static final int PAGE = 1000;

    static Resource map(Bucket bucket, String region) {
        return new Resource(
                "AWS::S3::Bucket", bucket.name(), bucket.name(), region, Map.of(), Details.of(bucket, Set.of()));
    }

    @Override
    public void list(Where where, ResourceSink sink) {
        // A page size makes S3 page, and tell each bucket's region with it.
        where.clients()
                .s3(where.region())
                .listBucketsPaginator(r -> r.maxBuckets(PAGE).overrideConfiguration(where.asCustomer()))
                .buckets()
                .forEach(bucket -> sink.accept(
                        map(bucket, bucket.bucketRegion() == null ? regionOf(where, bucket) : bucket.bucketRegion())));
    }

    /** For endpoints that do not tell the region with the list. The oldest region answers with nothing. */
    private static String regionOf(Where where, Bucket bucket) {
        String constraint = where.clients()
                .s3(where.region())
                .getBucketLocation(r -> r.bucket(bucket.name()).overrideConfiguration(where.asCustomer()))
                .locationConstraintAsString();
        return constraint == null || constraint.isEmpty() ? "us-east-1" : constraint;
    }

    @Override
    public String type() {
        return "AWS::S3::Bucket";
    }

    @Override
    public String service() {
        return "s3";
    }

    @Override
    public Scope scope() {
        return Scope.GLOBAL;
    }

    @Override
    public String permission() {
        return "s3:ListAllMyBuckets";
    }
}
