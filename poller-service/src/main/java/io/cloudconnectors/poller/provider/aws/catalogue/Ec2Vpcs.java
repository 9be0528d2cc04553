package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;

/** Virtual networks. */
final class Ec2Vpcs extends Ec2Entry {
    Ec2Vpcs() {
        super("AWS::EC2::VPC", AwsPermission.EC2_DESCRIBE_VPCS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeVpcsResponse answer = calls.client(AwsApi.EC2)
                .describeVpcs(r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.vpcs(), each -> mapped(calls, each.vpcId(), each.tags(), each), answer.nextToken());
    }
}
