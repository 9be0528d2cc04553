package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;

/**
 * The account's own machine images. When one was last launched is left out: it changes without any change of the
 * image.
 */
final class Ec2Images extends Ec2Entry {
    Ec2Images() {
        super("AWS::EC2::Image", AwsPermission.EC2_DESCRIBE_IMAGES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeImagesResponse answer = calls.client(AwsApi.EC2)
                .describeImages(r ->
                        r.owners("self").maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.images(),
                each -> mapped(calls, each.imageId(), each.name(), each.tags(), each, "LastLaunchedTime"),
                answer.nextToken());
    }
}
