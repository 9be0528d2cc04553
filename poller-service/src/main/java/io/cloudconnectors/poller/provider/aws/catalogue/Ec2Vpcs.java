package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Virtual networks. */
final class Ec2Vpcs implements AwsResourceType {
    private static final String TYPE = "AWS::EC2::VPC";
    private static final int PAGE = 500;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public AwsService service() {
        return AwsService.EC2;
    }

    @Override
    public AwsPermission permission() {
        return AwsPermission.EC2_DESCRIBE_VPCS;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeVpcsResponse answer = calls.ec2()
                .describeVpcs(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return new Page(
                answer.vpcs().stream().map(each -> map(each, calls.region())).toList(), answer.nextToken());
    }

    static Resource map(Vpc answer, String region) {
        return Ec2Resource.map(TYPE, region, answer.vpcId(), null, answer.tags(), answer);
    }
}
