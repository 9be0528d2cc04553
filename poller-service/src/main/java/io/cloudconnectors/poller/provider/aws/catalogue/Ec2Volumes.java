package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;

/** Block storage volumes. */
final class Ec2Volumes extends Ec2Entry {
    Ec2Volumes() {
        super("AWS::EC2::Volume", AwsPermission.EC2_DESCRIBE_VOLUMES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeVolumesResponse answer = calls.client(AwsApi.EC2)
                .describeVolumes(r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.volumes(), each -> mapped(calls, each.volumeId(), each.tags(), each), answer.nextToken());
    }
}
