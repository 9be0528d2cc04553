package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;

/** Internet gateways with the networks that they are attached to. */
final class Ec2InternetGateways extends Ec2Entry {
    Ec2InternetGateways() {
        super("AWS::EC2::InternetGateway", AwsPermission.EC2_DESCRIBE_INTERNET_GATEWAYS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeInternetGatewaysResponse answer = calls.client(AwsApi.EC2)
                .describeInternetGateways(
                        r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.internetGateways(),
                each -> mapped(calls, each.internetGatewayId(), each.tags(), each),
                answer.nextToken());
    }
}
