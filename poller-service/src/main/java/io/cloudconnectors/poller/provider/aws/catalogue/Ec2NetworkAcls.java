package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;

/** Network access control lists with their entries. */
final class Ec2NetworkAcls extends Ec2Entry {
    Ec2NetworkAcls() {
        super("AWS::EC2::NetworkAcl", AwsPermission.EC2_DESCRIBE_NETWORK_ACLS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeNetworkAclsResponse answer = calls.client(AwsApi.EC2)
                .describeNetworkAcls(
                        r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.networkAcls(),
                each -> mapped(calls, each.networkAclId(), each.tags(), each),
                answer.nextToken());
    }
}
