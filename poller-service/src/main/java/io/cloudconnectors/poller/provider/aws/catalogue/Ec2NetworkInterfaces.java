package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;

/** Network interfaces, those of services too; their tags come under another name than all others of EC2. */
final class Ec2NetworkInterfaces extends Ec2Entry {
    Ec2NetworkInterfaces() {
        super("AWS::EC2::NetworkInterface", AwsPermission.EC2_DESCRIBE_NETWORK_INTERFACES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeNetworkInterfacesResponse answer = calls.client(AwsApi.EC2)
                .describeNetworkInterfaces(
                        r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.networkInterfaces(),
                each -> mapped(calls, each.networkInterfaceId(), each.tagSet(), each, "TagSet"),
                answer.nextToken());
    }
}
