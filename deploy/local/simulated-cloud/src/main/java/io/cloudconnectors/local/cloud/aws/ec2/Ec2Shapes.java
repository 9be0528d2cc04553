package io.cloudconnectors.local.cloud.aws.ec2;

import io.cloudconnectors.local.cloud.aws.account.Instance;
import io.cloudconnectors.local.cloud.aws.account.SecurityGroup;
import io.cloudconnectors.local.cloud.aws.account.Volume;
import io.cloudconnectors.local.cloud.aws.account.Vpc;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.List;

/** The items of EC2's answers: element names and nesting of the shapes in botocore 1.43.67 ec2/2016-11-15. */
final class Ec2Shapes {
    private Ec2Shapes() {}

    /** Shape {@code Reservation}: every instance was launched alone. */
    static void reservation(OperationCall call, Xml xml, Instance instance) {
        xml.text("reservationId", "r-" + instance.id().substring(2))
                .text("ownerId", call.account().id())
                .element("groupSet", () -> {})
                .element("instancesSet", () -> xml.element("item", () -> instance(call, xml, instance)));
    }

    /** Shape {@code Instance}. */
    private static void instance(OperationCall call, Xml xml, Instance instance) {
        xml.text("instanceId", instance.id())
                .text("imageId", instance.imageId())
                .element(
                        "instanceState",
                        () -> xml.text("code", stateCode(instance.state())).text("name", instance.state()))
                .text("privateDnsName", privateDnsName(call, instance))
                .text("dnsName", instance.publicIp() == null ? "" : publicDnsName(call, instance.publicIp()))
                .text("keyName", instance.keyName())
                .text("amiLaunchIndex", 0)
                .text("instanceType", instance.type())
                .milliseconds("launchTime", instance.launchedAt())
                .element(
                        "placement",
                        () -> xml.text("availabilityZone", instance.zone())
                                .text("groupName", "")
                                .text("tenancy", "default"))
                .text("platform", instance.platform())
                .element("monitoring", () -> xml.text("state", "disabled"))
                .text("subnetId", instance.subnetId())
                .text("vpcId", instance.vpcId())
                .text("privateIpAddress", instance.privateIp())
                .text("ipAddress", instance.publicIp())
                .text("sourceDestCheck", true)
                .list(
                        "groupSet",
                        "item",
                        instance.securityGroupIds(),
                        id -> xml.text("groupId", id).text("groupName", groupName(call, id)))
                .text("architecture", instance.architecture())
                .text("rootDeviceType", "ebs")
                .text("rootDeviceName", "/dev/xvda");
        blockDevices(xml, instance);
        xml.text("virtualizationType", "hvm")
                .tagSet(instance.tags())
                .text("hypervisor", "xen")
                .text("ebsOptimized", false)
                .text("enaSupport", true);
        instanceProfile(xml, instance);
        xml.element(
                "metadataOptions",
                () -> xml.text("state", "applied")
                        .text("httpTokens", instance.httpTokens())
                        .text("httpPutResponseHopLimit", 2)
                        .text("httpEndpoint", "enabled"));
    }

    private static void blockDevices(Xml xml, Instance instance) {
        List<String> root = instance.rootVolumeId() == null ? List.of() : List.of(instance.rootVolumeId());
        xml.list(
                "blockDeviceMapping",
                "item",
                root,
                volume -> xml.text("deviceName", "/dev/xvda")
                        .element(
                                "ebs",
                                () -> xml.text("volumeId", volume)
                                        .text("status", "attached")
                                        .milliseconds("attachTime", instance.launchedAt())
                                        .text("deleteOnTermination", true)));
    }

    private static void instanceProfile(Xml xml, Instance instance) {
        if (instance.instanceProfileArn() != null) {
            xml.element("iamInstanceProfile", () -> xml.text("arn", instance.instanceProfileArn()));
        }
    }

    /** Shape {@code Volume}. */
    static void volume(OperationCall call, Xml xml, Volume volume) {
        List<String> attachments = volume.attachedTo() == null ? List.of() : List.of(volume.attachedTo());
        xml.text("volumeId", volume.id())
                .text("size", volume.sizeGib())
                .text("snapshotId", volume.snapshotId() == null ? "" : volume.snapshotId())
                .text("availabilityZone", volume.zone())
                .text("status", volume.state())
                .milliseconds("createTime", volume.createdAt())
                .list(
                        "attachmentSet",
                        "item",
                        attachments,
                        instance -> xml.text("volumeId", volume.id())
                                .text("instanceId", instance)
                                .text("device", "/dev/xvda")
                                .text("status", "attached")
                                .milliseconds("attachTime", volume.createdAt())
                                .text("deleteOnTermination", true))
                .tagSet(volume.tags())
                .text("volumeType", volume.type())
                .text("iops", volume.iops())
                .text("encrypted", volume.encrypted())
                .text("kmsKeyId", volume.kmsKeyId())
                .text("multiAttachEnabled", false);
    }

    /** Shape {@code Vpc}. */
    static void vpc(OperationCall call, Xml xml, Vpc vpc) {
        xml.text("vpcId", vpc.id())
                .text("ownerId", call.account().id())
                .text("state", "available")
                .text("cidrBlock", vpc.cidr())
                .list(
                        "cidrBlockAssociationSet",
                        "item",
                        List.of(vpc.cidr()),
                        cidr -> xml.text("cidrBlock", cidr)
                                .text(
                                        "associationId",
                                        "vpc-cidr-assoc-" + vpc.id().substring(4))
                                .element("cidrBlockState", () -> xml.text("state", "associated")))
                .text("dhcpOptionsId", vpc.dhcpOptionsId())
                .tagSet(vpc.tags())
                .text("instanceTenancy", "default")
                .text("isDefault", vpc.isDefault());
    }

    /** Shape {@code SecurityGroup}. */
    static void securityGroup(OperationCall call, Xml xml, SecurityGroup group) {
        xml.text("ownerId", call.account().id())
                .text("groupId", group.id())
                .text("groupName", group.name())
                .text("groupDescription", group.description())
                .text("vpcId", group.vpcId())
                .text(
                        "securityGroupArn",
                        "arn:" + call.account().partition().id() + ":ec2:" + call.region() + ":"
                                + call.account().id() + ":security-group/" + group.id())
                .list("ipPermissions", "item", group.ingress(), rule -> permission(call, xml, rule))
                .list("ipPermissionsEgress", "item", group.egress(), rule -> permission(call, xml, rule))
                .tagSet(group.tags());
    }

    /** Shape {@code IpPermission}. */
    private static void permission(OperationCall call, Xml xml, SecurityGroup.Rule rule) {
        String cidr = rule.cidr();
        boolean v6 = cidr != null && cidr.contains(":");
        List<String> sources = rule.sourceGroupId() == null ? List.of() : List.of(rule.sourceGroupId());
        xml.text("ipProtocol", rule.protocol())
                .text("fromPort", rule.fromPort())
                .text("toPort", rule.toPort())
                .list(
                        "groups",
                        "item",
                        sources,
                        id -> xml.text("userId", call.account().id())
                                .text("groupId", id)
                                .text("description", rule.description()))
                .list(
                        "ipRanges",
                        "item",
                        cidr == null || v6 ? List.<String>of() : List.of(cidr),
                        range -> xml.text("cidrIp", range).text("description", rule.description()))
                .list(
                        "ipv6Ranges",
                        "item",
                        cidr == null || !v6 ? List.<String>of() : List.of(cidr),
                        range -> xml.text("cidrIpv6", range).text("description", rule.description()))
                .element("prefixListIds", () -> {});
    }

    private static String groupName(OperationCall call, String id) {
        return call.account().resources().in(call.region()).securityGroups().stream()
                .filter(group -> group.id().equals(id))
                .map(SecurityGroup::name)
                .findFirst()
                .orElse(id);
    }

    private static String privateDnsName(OperationCall call, Instance instance) {
        return "ip-" + instance.privateIp().replace('.', '-') + "."
                + internalDomain(call.region(), "ec2.internal", ".compute.internal");
    }

    private static String publicDnsName(OperationCall call, String ip) {
        return "ec2-" + ip.replace('.', '-') + "."
                + internalDomain(call.region(), "compute-1.amazonaws.com", ".compute.amazonaws.com");
    }

    /** us-east-1, the first region, has a domain without its name. */
    private static String internalDomain(String region, String first, String others) {
        return region.equals("us-east-1") ? first : region + others;
    }

    /** Source: botocore 1.43.67 ec2/2016-11-15, shape {@code InstanceState}, member {@code Code}. */
    private static int stateCode(String state) {
        return switch (state) {
            case "pending" -> 0;
            case "running" -> 16;
            case "shutting-down" -> 32;
            case "terminated" -> 48;
            case "stopping" -> 64;
            case "stopped" -> 80;
            default -> throw new IllegalArgumentException("No instance state " + state);
        };
    }
}
