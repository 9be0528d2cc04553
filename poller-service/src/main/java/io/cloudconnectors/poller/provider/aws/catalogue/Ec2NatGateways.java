package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;

/** NAT gateways; those that were deleted are told for an hour, by their state. */
final class Ec2NatGateways extends Ec2Entry {
    Ec2NatGateways() {
        super("AWS::EC2::NatGateway", AwsPermission.EC2_DESCRIBE_NAT_GATEWAYS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeNatGatewaysResponse answer = calls.client(AwsApi.EC2)
                .describeNatGateways(
                        r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.natGateways(),
                each -> mapped(calls, each.natGatewayId(), each.tags(), each),
                answer.nextToken());
    }
}
