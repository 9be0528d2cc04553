package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;

/** Subnets. How many addresses are free changes by the hour without any change of the subnet, and is left out. */
final class Ec2Subnets extends Ec2Entry {
    Ec2Subnets() {
        super("AWS::EC2::Subnet", AwsPermission.EC2_DESCRIBE_SUBNETS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeSubnetsResponse answer = calls.client(AwsApi.EC2)
                .describeSubnets(r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.subnets(),
                each -> mapped(calls, each.subnetId(), each.tags(), each, "AvailableIpAddressCount"),
                answer.nextToken());
    }
}
