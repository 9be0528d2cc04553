package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Security groups with their rules. */
final class Ec2SecurityGroups implements AwsResourceType {
    private static final String TYPE = "AWS::EC2::SecurityGroup";
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
        return AwsPermission.EC2_DESCRIBE_SECURITY_GROUPS;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeSecurityGroupsResponse answer = calls.ec2()
                .describeSecurityGroups(
                        r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return new Page(
                answer.securityGroups().stream()
                        .map(each -> map(each, calls.region()))
                        .toList(),
                answer.nextToken());
    }

    static Resource map(SecurityGroup answer, String region) {
        return Ec2Resource.map(TYPE, region, answer.groupId(), answer.groupName(), answer.tags(), answer);
    }
}
