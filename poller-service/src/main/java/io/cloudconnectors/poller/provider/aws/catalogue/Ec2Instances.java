package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;

/** Virtual machines, in the reservations that started them. Their user data, which can hold secrets, is never asked for. */
final class Ec2Instances extends Ec2Entry {
    Ec2Instances() {
        super("AWS::EC2::Instance", AwsPermission.EC2_DESCRIBE_INSTANCES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeInstancesResponse answer = calls.client(AwsApi.EC2)
                .describeInstances(r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .toList(),
                each -> mapped(calls, each.instanceId(), each.tags(), each),
                answer.nextToken());
    }
}
