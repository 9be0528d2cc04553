package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;

/** Route tables with their routes and what they are for. */
final class Ec2RouteTables extends Ec2Entry {
    Ec2RouteTables() {
        super("AWS::EC2::RouteTable", AwsPermission.EC2_DESCRIBE_ROUTE_TABLES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeRouteTablesResponse answer = calls.client(AwsApi.EC2)
                .describeRouteTables(
                        r -> r.maxResults(EC2_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.routeTables(),
                each -> mapped(calls, each.routeTableId(), each.tags(), each),
                answer.nextToken());
    }
}
