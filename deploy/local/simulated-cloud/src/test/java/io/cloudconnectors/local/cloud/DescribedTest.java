package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Answers that stand in the account's description. */
class DescribedTest {
    private static RunningCloud running;
    private static AwsCredentials session;

    @BeforeAll
    static void start() {
        running = RunningCloud.with(RunningCloud.oneAccount("""
                largestPage: 1
                resources:
                  buckets: [{name: here, region: eu-central-1}, {name: elsewhere, region: eu-west-1}]
                  answers:
                    s3: {GetBucketTagging: {here: {Tagging: {TagSet: {Tag: [{Key: a, Value: b}]}}}}}
                  regions:
                    eu-central-1:
                      answers:
                        ec2:
                          DescribeSubnets:
                            - {subnetId: subnet-1, tagSet: {item: [{key: Name, value: "a<b"}]}}
                            - {subnetId: subnet-2}
                        kms:
                          ListKeys: [{KeyId: k1, KeyArn: "arn:k1"}, {KeyId: k2, KeyArn: "arn:k2"}]
                          DescribeKey: {k1: {KeyId: k1, Enabled: true}}
                """));
        session = running.session();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aListComesInPagesAndInTheServicesOwnWords() {
        try (Ec2Client ec2 = running.clients.ec2(session);
                KmsClient kms = running.clients.kms(session)) {
            assertThat(ec2.describeSubnetsPaginator(r -> r.maxResults(5))).hasSize(2);
            assertThat(ec2.describeSubnetsPaginator().subnets())
                    .extracting(Subnet::subnetId)
                    .containsExactly("subnet-1", "subnet-2");
            assertThat(ec2.describeSubnets(r -> {}).subnets().getFirst().tags())
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.value()).isEqualTo("a<b"));
            assertThat(kms.listKeysPaginator().keys()).hasSize(2);
            assertThat(kms.describeKey(r -> r.keyId("k1")).keyMetadata().enabled())
                    .isTrue();
        }
    }

    @Test
    void whatIsNotDescribedIsNotThere() {
        try (S3Client s3 = running.clients.s3(session);
                KmsClient kms = running.clients.kms(session)) {
            assertThat(s3.getBucketTagging(r -> r.bucket("here")).tagSet()).hasSize(1);
            refused(() -> s3.getBucketPolicyStatus(r -> r.bucket("here")), 404, "NoSuchBucketPolicy");
            refused(() -> s3.getBucketTagging(r -> r.bucket("elsewhere")), 301, "PermanentRedirect");
            refused(() -> kms.getKeyRotationStatus(r -> r.keyId("k2")), 400, "NotFoundException");
        }
    }

    @Test
    void whatTheRoleMayNotIsDenied() {
        try (RunningCloud denying = RunningCloud.withOneAccount()) {
            denying.permit("""
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}
                    """);
            AwsCredentials narrow = denying.session();

            refused(() -> denying.clients.kms(narrow).listKeys(), 400, "AccessDeniedException");
            refused(() -> denying.clients.kms(narrow).describeKey(r -> r.keyId("k1")), 400, "AccessDeniedException");
            try (IamClient iam = denying.clients.iam(narrow)) {
                refused(() -> iam.listGroups(), 403, "AccessDenied");
            }
        }
    }
}
