package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/** Security groups with their rules. */
final class Ec2SecurityGroups extends Ec2Entry {
    Ec2SecurityGroups() {
        super("AWS::EC2::SecurityGroup", AwsPermission.EC2_DESCRIBE_SECURITY_GROUPS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeSecurityGroupsResponse answer = calls.client(AwsApi.EC2)
                .describeSecurityGroups(
                        r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.securityGroups(),
                each -> mapped(calls, each.groupId(), each.groupName(), each.tags(), each),
                answer.nextToken());
    }
}
