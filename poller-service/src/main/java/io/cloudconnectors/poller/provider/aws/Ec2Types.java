package io.cloudconnectors.poller.provider.aws;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What EC2 describes. Each type's mapper is a pure function of the provider's answer. */
enum Ec2Types implements AwsResourceType {
    INSTANCE("AWS::EC2::Instance", "ec2:DescribeInstances") {
        @Override
        public void list(Where where, ResourceSink sink) {
            where.clients()
                    .ec2(where.region())
                    .describeInstancesPaginator(r -> r.maxResults(PAGE).overrideConfiguration(where.asCustomer()))
                    .reservations()
                    .forEach(reservation -> reservation
                            .instances()
                            .forEach(i -> sink.accept(map(i, where.region().id()))));
        }
    },
    VOLUME("AWS::EC2::Volume", "ec2:DescribeVolumes") {
        @Override
        public void list(Where where, ResourceSink sink) {
            where.clients()
                    .ec2(where.region())
                    .describeVolumesPaginator(r -> r.maxResults(PAGE).overrideConfiguration(where.asCustomer()))
                    .volumes()
                    .forEach(v -> sink.accept(map(v, where.region().id())));
        }
    },
    VPC("AWS::EC2::VPC", "ec2:DescribeVpcs") {
        @Override
        public void list(Where where, ResourceSink sink) {
            where.clients()
                    .ec2(where.region())
                    .describeVpcsPaginator(r -> r.maxResults(PAGE).overrideConfiguration(where.asCustomer()))
                    .vpcs()
                    .forEach(v -> sink.accept(map(v, where.region().id())));
        }
    },
    SECURITY_GROUP("AWS::EC2::SecurityGroup", "ec2:DescribeSecurityGroups") {
        @Override
        public void list(Where where, ResourceSink sink) {
            where.clients()
                    .ec2(where.region())
                    .describeSecurityGroupsPaginator(r -> r.maxResults(PAGE).overrideConfiguration(where.asCustomer()))
                    .securityGroups()
                    .forEach(g -> sink.accept(map(g, where.region().id())));
        }
    };

    private static final int PAGE = 1000;
    private static final String NAME_TAG = "Name";

    private final String type;
    private final String permission;

    Ec2Types(String type, String permission) {
        this.type = type;
        this.permission = permission;
    }

    static Resource map(Instance instance, String region) {
        return resource(INSTANCE, instance.instanceId(), null, region, instance.tags(), instance);
    }

    static Resource map(Volume volume, String region) {
        return resource(VOLUME, volume.volumeId(), null, region, volume.tags(), volume);
    }

    static Resource map(Vpc vpc, String region) {
        return resource(VPC, vpc.vpcId(), null, region, vpc.tags(), vpc);
    }

    static Resource map(SecurityGroup group, String region) {
        return resource(SECURITY_GROUP, group.groupId(), group.groupName(), region, group.tags(), group);
    }

    private static Resource resource(
            Ec2Types type, String id, @Nullable String name, String region, List<Tag> tags, SdkPojo described) {
        Map<String, String> byKey = tags.stream().collect(toMap(Tag::key, Tag::value, (first, again) -> again));
        return new Resource(
                type.type(),
                id,
                byKey.getOrDefault(NAME_TAG, name),
                region,
                byKey,
                Details.of(described, Set.of("Tags")));
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String service() {
        return "ec2";
    }

    @Override
    public Scope scope() {
        return Scope.REGIONAL;
    }

    @Override
    public String permission() {
        return permission;
    }
}
