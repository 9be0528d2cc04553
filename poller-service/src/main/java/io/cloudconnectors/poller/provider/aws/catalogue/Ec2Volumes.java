package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Block storage volumes. */
final class Ec2Volumes implements AwsResourceType {
    private static final String TYPE = "AWS::EC2::Volume";
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
        return AwsPermission.EC2_DESCRIBE_VOLUMES;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeVolumesResponse answer = calls.ec2()
                .describeVolumes(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return new Page(
                answer.volumes().stream().map(each -> map(each, calls.region())).toList(), answer.nextToken());
    }

    static Resource map(Volume answer, String region) {
        return Ec2Resource.map(TYPE, region, answer.volumeId(), null, answer.tags(), answer);
    }
}
