package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;

/** Elastic IP addresses; EC2 gives them without pages. */
final class Ec2Addresses extends Ec2Entry {
    Ec2Addresses() {
        super("AWS::EC2::EIP", AwsPermission.EC2_DESCRIBE_ADDRESSES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeAddressesResponse answer =
                calls.client(AwsApi.EC2).describeAddresses(r -> r.overrideConfiguration(calls.session()));
        return page(answer.addresses(), each -> mapped(calls, each.allocationId(), each.tags(), each), null);
    }
}
