package io.cloudconnectors.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sts.StsClient;

/** What the poller does with a healthy account, through the SDK and the wire. */
class HappyPathTest {
    private static final String PLATFORM = "999988887777";
    private static final String ACCOUNT = "111122223333";
    private static final String ROLE = "arn:aws:iam::111122223333:role/CloudConnector";

    private final PlatformIdentity platform = PlatformIdentity.generate(PLATFORM);
    private SimulatedCloud cloud;
    private Clients clients;

    @BeforeEach
    void start() throws IOException {
        cloud = SimulatedCloud.start(0, SimulatedCloudMain.demoAccounts(), platform);
        clients = new Clients(cloud.endpoint());
    }

    @AfterEach
    void stop() {
        clients.close();
        cloud.close();
    }

    @Test
    void aCustomerSetsTheTrustAndTheSessionSeesTheAccount() {
        // Given the customer's administrator puts the External ID into the trust policy
        AwsCredentials admin =
                Clients.of(cloud.accounts().administrator(ACCOUNT).orElseThrow());
        try (IamClient iam = clients.iam(admin)) {
            iam.updateAssumeRolePolicy(r -> r.roleName("CloudConnector").policyDocument(Trust.of(PLATFORM, "ext-1")));
        }

        // When the platform assumes the role
        AwsCredentials session = Clients.of(clients.assume(Clients.of(platform.key()), ROLE, "ext-1"));

        // Then the session is that account's, and sees what is there
        try (StsClient sts = clients.sts(session);
                Ec2Client ec2 = clients.ec2(session);
                S3Client s3 = clients.s3(session);
                IamClient iam = clients.iam(session)) {
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::111122223333:assumed-role/CloudConnector/run-1");
            assertThat(ec2.describeRegions(r -> r.allRegions(true)).regions())
                    .extracting(region -> region.regionName() + " " + region.optInStatus())
                    .contains("eu-central-1 opt-in-not-required", "me-south-1 not-opted-in");
            assertThat(ec2.describeInstances().reservations())
                    .flatExtracting(reservation -> reservation.instances())
                    .hasSize(4);
            assertThat(ec2.describeVolumes().volumes()).hasSize(4);
            assertThat(ec2.describeVpcs().vpcs())
                    .singleElement()
                    .satisfies(vpc ->
                            assertThat(vpc.tags()).anyMatch(tag -> tag.value().equals("shop")));
            assertThat(ec2.describeSecurityGroups().securityGroups()).hasSize(2);
            assertThat(s3.listBuckets(r -> r.maxBuckets(100)).buckets())
                    .extracting(Bucket::bucketRegion)
                    .contains("us-east-1", "eu-west-1");
            assertThat(s3.getBucketLocation(r -> r.bucket("acme-production-terraform-state"))
                            .locationConstraintAsString())
                    .isEqualTo("eu-west-1");
            assertThat(iam.listUsers().users()).hasSize(3);
            assertThat(iam.listRoles().roles()).hasSize(3);
        }
    }
}
