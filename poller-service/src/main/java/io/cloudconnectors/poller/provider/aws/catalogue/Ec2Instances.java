package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Virtual machines, in the reservations that started them. */
final class Ec2Instances implements AwsResourceType {
    private static final String TYPE = "AWS::EC2::Instance";
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
        return AwsPermission.EC2_DESCRIBE_INSTANCES;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeInstancesResponse answer = calls.ec2()
                .describeInstances(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return new Page(
                answer.reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .map(each -> map(each, calls.region()))
                        .toList(),
                answer.nextToken());
    }

    static Resource map(Instance answer, String region) {
        return Ec2Resource.map(TYPE, region, answer.instanceId(), null, answer.tags(), answer);
    }
}
