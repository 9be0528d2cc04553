package io.cloudconnectors.poller.provider.aws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cloudconnectors.poller.provider.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.model.Bucket;

/** From samples that AWS publishes; each test names its own. */
class MappersTest {

    @Test
    void anInstanceIsNamedByItsTag() {
        // Given Amazon EC2 API Reference, DescribeInstances, example response
        Instance sample = Instance.builder()
                .instanceId("i-1234567890abcdef0")
                .imageId("ami-bff32ccc")
                .state(s -> s.code(16).name("running"))
                .instanceType("t2.micro")
                .launchTime(Instant.parse("2018-05-08T16:46:19Z"))
                .placement(p -> p.availabilityZone("eu-west-1c").tenancy("default"))
                .vpcId("vpc-11112222")
                .sourceDestCheck(true)
                .securityGroups(GroupIdentifier.builder()
                        .groupId("sg-e4076980")
                        .groupName("SecurityGroup1")
                        .build())
                .tags(Tag.builder().key("Name").value("Server1").build())
                .build();

        // When
        Resource mapped = Ec2Instances.map(sample, "eu-west-1");

        // Then
        assertThat(mapped.type()).isEqualTo("AWS::EC2::Instance");
        assertThat(mapped.nativeId()).isEqualTo("i-1234567890abcdef0");
        assertThat(mapped.name()).isEqualTo("Server1");
        assertThat(mapped.region()).isEqualTo("eu-west-1");
        assertThat(mapped.tags()).containsExactly(entry("Name", "Server1"));
        assertThat(mapped.detail())
                .containsEntry("state", Map.of("code", 16, "name", "running"))
                .containsEntry("launchTime", "2018-05-08T16:46:19Z")
                .containsEntry("sourceDestCheck", true)
                .containsEntry("placement", Map.of("availabilityZone", "eu-west-1c", "tenancy", "default"))
                .containsEntry(
                        "securityGroups", List.of(Map.of("groupId", "sg-e4076980", "groupName", "SecurityGroup1")))
                .doesNotContainKeys("tags", "blockDeviceMappings", "publicIpAddress");
    }

    @Test
    void aVolumeKeepsItsAttachments() {
        // Given botocore 1.43.11, ec2/2016-11-15/examples-1.json, to-describe-all-volumes-1472506358883
        Volume sample = Volume.builder()
                .volumeId("vol-049df61146c4d7901")
                .size(8)
                .state("in-use")
                .volumeType("standard")
                .availabilityZone("us-east-1a")
                .createTime(Instant.parse("2013-12-18T22:35:00.084Z"))
                .attachments(VolumeAttachment.builder()
                        .instanceId("i-1234567890abcdef0")
                        .device("/dev/sda1")
                        .state("attached")
                        .deleteOnTermination(true)
                        .build())
                .build();

        // When
        Resource mapped = Ec2Volumes.map(sample, "us-east-1");

        // Then
        assertThat(mapped.type()).isEqualTo("AWS::EC2::Volume");
        assertThat(mapped.nativeId()).isEqualTo("vol-049df61146c4d7901");
        assertThat(mapped.name()).isNull();
        assertThat(mapped.tags()).isEmpty();
        assertThat(mapped.detail())
                .containsEntry("size", 8)
                .containsEntry("createTime", "2013-12-18T22:35:00.084Z")
                .containsEntry(
                        "attachments",
                        List.of(Map.of(
                                "instanceId",
                                "i-1234567890abcdef0",
                                "device",
                                "/dev/sda1",
                                "state",
                                "attached",
                                "deleteOnTermination",
                                true)));
    }

    @Test
    void aNetworkIsNamedByItsTag() {
        // Given botocore 1.43.11, ec2/2016-11-15/examples-1.json, ec2-describe-vpcs-1
        Vpc sample = Vpc.builder()
                .vpcId("vpc-a01106c2")
                .cidrBlock("10.0.0.0/16")
                .dhcpOptionsId("dopt-7a8b9c2d")
                .instanceTenancy("default")
                .isDefault(false)
                .state("available")
                .tags(Tag.builder().key("Name").value("MyVPC").build())
                .build();

        // When
        Resource mapped = Ec2Vpcs.map(sample, "eu-central-1");

        // Then
        assertThat(mapped.type()).isEqualTo("AWS::EC2::VPC");
        assertThat(mapped.nativeId()).isEqualTo("vpc-a01106c2");
        assertThat(mapped.name()).isEqualTo("MyVPC");
        assertThat(mapped.detail())
                .containsOnly(
                        entry("vpcId", "vpc-a01106c2"),
                        entry("cidrBlock", "10.0.0.0/16"),
                        entry("dhcpOptionsId", "dopt-7a8b9c2d"),
                        entry("instanceTenancy", "default"),
                        entry("isDefault", false),
                        entry("state", "available"));
    }

    @Test
    void aSecurityGroupHasItsOwnNameAndItsRules() {
        // Given Amazon EC2 API Reference, DescribeSecurityGroups, example response
        SecurityGroup sample = SecurityGroup.builder()
                .ownerId("123456789012")
                .groupId("sg-1a2b3c4d")
                .groupName("WebServerSG")
                .description("Web Servers")
                .vpcId("vpc-614cc409")
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(80)
                        .toPort(80)
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
                        .build())
                .tags(Tag.builder().key("Name").value("a tag").build())
                .build();

        // When
        Resource mapped = Ec2SecurityGroups.map(sample, "us-east-1");

        // Then
        assertThat(mapped.nativeId()).isEqualTo("sg-1a2b3c4d");
        assertThat(mapped.name()).isEqualTo("WebServerSG");
        assertThat(mapped.detail())
                .containsEntry(
                        "ipPermissions",
                        List.of(Map.of(
                                "ipProtocol",
                                "tcp",
                                "fromPort",
                                80,
                                "toPort",
                                80,
                                "ipRanges",
                                List.of(Map.of("cidrIp", "0.0.0.0/0")),
                                "ipv6Ranges",
                                List.of(Map.of("cidrIpv6", "::/0")))));
    }

    @Test
    void aBucketIsInItsOwnRegion() {
        // Given Amazon S3 API Reference, ListBuckets, example
        Bucket sample = Bucket.builder()
                .name("amzn-s3-demo-bucket")
                .bucketRegion("us-east-2")
                .creationDate(Instant.parse("2019-12-11T23:32:47Z"))
                .build();

        // When
        Resource mapped = S3Buckets.map(sample, sample.bucketRegion());

        // Then
        assertThat(mapped)
                .isEqualTo(new Resource(
                        "AWS::S3::Bucket",
                        "amzn-s3-demo-bucket",
                        "amzn-s3-demo-bucket",
                        "us-east-2",
                        Map.of(),
                        Map.of("name", "amzn-s3-demo-bucket", "creationDate", "2019-12-11T23:32:47Z")));
    }

    /** Amazon S3 API Reference, GetBucketLocation, LocationConstraint. */
    @ParameterizedTest
    @CsvSource({",us-east-1", "'',us-east-1", "null,us-east-1", "EU,eu-west-1", "ap-south-1,ap-south-1"})
    void aLocationConstraintIsARegion(String constraint, String region) {
        assertThat(S3Buckets.regionOfConstraint(constraint)).isEqualTo(region);
    }

    @Test
    void aSignInChangesNothingOfAUser() {
        // Given botocore 1.43.11, iam/2010-05-08/examples-1.json, 9edfbd73-03d8-4d8a-9a79-76c85e8c8298
        User sample = User.builder()
                .arn("arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/engineering/Juan")
                .createDate(Instant.parse("2012-09-05T19:38:48Z"))
                .passwordLastUsed(Instant.parse("2016-09-08T21:47:36Z"))
                .path("/division_abc/subdivision_xyz/engineering/")
                .userId("AID2MAB8DPLSRHEXAMPLE")
                .userName("Juan")
                .build();

        // When
        Resource before = IamUsers.map(sample);
        Resource after = IamUsers.map(sample.toBuilder()
                .passwordLastUsed(Instant.parse("2016-09-09T08:00:00Z"))
                .build());

        // Then
        assertThat(before.nativeId()).isEqualTo(sample.arn());
        assertThat(before.name()).isEqualTo("Juan");
        assertThat(before.region()).isEqualTo("global");
        assertThat(before.detail()).containsEntry("userId", "AID2MAB8DPLSRHEXAMPLE");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void theTrustPolicyOfARoleIsDecoded() {
        // Given AWS IAM API Reference, ListRoles, example
        Role sample = Role.builder()
                .arn("arn:aws:iam::123456789012:role/application_abc/component_xyz/S3Access")
                .roleName("S3Access")
                .roleId("AROADBQP57FF2AEXAMPLE")
                .path("/application_abc/component_xyz/")
                .createDate(Instant.parse("2012-05-09T15:45:35Z"))
                .assumeRolePolicyDocument("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22"
                        + "%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%5B%22ec2.amazonaws.com%22%5D%7D"
                        + "%2C%22Action%22%3A%5B%22sts%3AAssumeRole%22%5D%7D%5D%7D")
                .build();

        // When
        Resource mapped = IamRoles.map(sample);

        // Then
        assertThat(mapped.nativeId()).isEqualTo(sample.arn());
        assertThat(mapped.detail())
                .containsEntry(
                        "assumeRolePolicyDocument",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                                + "{\"Service\":[\"ec2.amazonaws.com\"]},\"Action\":[\"sts:AssumeRole\"]}]}");
    }

    @Test
    void everyEntryNamesItsTypeAndThePermissionOfItsService() {
        assertThat(AwsCatalogue.entries()).hasSize(7).allSatisfy(entry -> {
            assertThat(entry.type()).matches("AWS::(EC2|S3|IAM)::[A-Za-z]+");
            assertThat(entry.permission().action()).startsWith(entry.service().shortName() + ":");
        });
        assertThat(AwsCatalogue.entries()).extracting(AwsResourceType::type).doesNotHaveDuplicates();
    }
}
