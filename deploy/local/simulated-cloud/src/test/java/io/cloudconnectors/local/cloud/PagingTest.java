package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** Lists that are longer than a page, read to the end with the SDK's own paginators. */
class PagingTest {
    private static RunningCloud running;
    private static AwsCredentials session;

    @BeforeAll
    static void start() {
        running = RunningCloud.with(RunningCloud.oneAccount("""
                resources:
                  generate: {buckets: 25, users: 250}
                  buckets: [{name: aaa, region: eu-west-1}]
                  regions:
                    eu-central-1:
                      generate: {instances: 2500, volumes: 30, vpcs: 12, securityGroups: 12}
                """));
        session = running.session();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void everyInstanceIsSeenOnceWhateverThePageSize() {
        try (Ec2Client ec2 = running.clients.ec2(session)) {
            assertThat(ec2.describeInstancesPaginator(r -> r.maxResults(700)))
                    .hasSize(4)
                    .flatExtracting(DescribeInstancesResponse::reservations)
                    .flatExtracting(reservation -> reservation.instances())
                    .extracting(Instance::instanceId)
                    .hasSize(2500)
                    .doesNotHaveDuplicates();
            assertThat(ec2.describeInstancesPaginator()).hasSize(3);
        }
    }

    @Test
    void everyKindOfEc2ResourceIsPaged() {
        try (Ec2Client ec2 = running.clients.ec2(session)) {
            assertThat(ec2.describeVolumesPaginator(r -> r.maxResults(7)).volumes())
                    .hasSize(30);
            assertThat(ec2.describeVpcsPaginator(r -> r.maxResults(5)).vpcs()).hasSize(12);
            assertThat(ec2.describeSecurityGroupsPaginator(r -> r.maxResults(5)).securityGroups())
                    .hasSize(12);
        }
    }

    @Test
    void bucketsArePagedAndSayWhereTheyAre() {
        try (S3Client s3 = running.clients.s3(session)) {
            assertThat(s3.listBucketsPaginator(r -> r.maxBuckets(10)))
                    .hasSize(3)
                    .flatExtracting(ListBucketsResponse::buckets)
                    .hasSize(26)
                    .extracting(Bucket::bucketRegion)
                    .doesNotContainNull()
                    .contains("eu-west-1");
            assertThat(s3.listBuckets().buckets())
                    .as("without parameters S3 does not say the region")
                    .hasSize(26)
                    .allMatch(bucket -> bucket.bucketRegion() == null);
            assertThat(s3.listBuckets(r -> r.prefix("aa")).buckets()).hasSize(1);
        }
    }

    @Test
    void usersArePagedByAHundred() {
        try (IamClient iam = running.clients.iam(session)) {
            assertThat(iam.listUsersPaginator())
                    .hasSize(3)
                    .flatExtracting(ListUsersResponse::users)
                    .hasSize(250);
            assertThat(iam.listUsersPaginator(r -> r.maxItems(1000))).hasSize(1);
        }
    }

    @Test
    void aTokenOfAnotherListIsRefused() {
        try (Ec2Client ec2 = running.clients.ec2(session);
                S3Client s3 = running.clients.s3(session);
                IamClient iam = running.clients.iam(session)) {
            String token = ec2.describeVpcs(r -> r.maxResults(5)).nextToken();

            refused(() -> ec2.describeVolumes(r -> r.nextToken(token)), 400, "InvalidNextToken");
            refused(
                    () -> running.clients.ec2(session, "eu-west-1").describeVpcs(r -> r.nextToken(token)),
                    400,
                    "InvalidNextToken");
            refused(() -> ec2.describeVpcs(r -> r.nextToken("made up")), 400, "InvalidNextToken");
            refused(() -> s3.listBuckets(r -> r.continuationToken(token)), 400, "InvalidArgument");
            refused(() -> iam.listUsers(r -> r.marker(token)), 400, "ValidationError");
        }
    }

    @Test
    void pageSizesOutOfRangeAreRefused() {
        try (Ec2Client ec2 = running.clients.ec2(session);
                IamClient iam = running.clients.iam(session)) {
            refused(() -> ec2.describeInstances(r -> r.maxResults(4)), 400, "InvalidParameterValue");
            refused(() -> ec2.describeInstances(r -> r.maxResults(1001)), 400, "InvalidParameterValue");
            refused(
                    () -> ec2.describeInstances(r -> r.maxResults(5).instanceIds("i-0")),
                    400,
                    "InvalidParameterCombination");
            refused(() -> iam.listUsers(r -> r.maxItems(1001)), 400, "ValidationError");
        }
    }

    @Test
    void whatIsNotUnderstoodIsRefusedRatherThanIgnored() {
        try (Ec2Client ec2 = running.clients.ec2(session)) {
            refused(
                    () -> ec2.describeInstances(r -> r.filters(
                            Filter.builder().name("vpc-id").values("vpc-1").build())),
                    501,
                    "NotSimulated");
            refused(ec2::describeKeyPairs, 501, "NotSimulated");
        }
    }
}
