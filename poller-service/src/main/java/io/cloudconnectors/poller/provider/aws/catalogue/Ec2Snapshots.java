package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;

/** The account's own snapshots: those that others share with it, and AWS's public ones, are not of this account. */
final class Ec2Snapshots extends Ec2Entry {
    Ec2Snapshots() {
        super("AWS::EC2::Snapshot", AwsPermission.EC2_DESCRIBE_SNAPSHOTS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeSnapshotsResponse answer = calls.client(AwsApi.EC2)
                .describeSnapshots(r -> r.ownerIds("self")
                        .maxResults(EC2_PAGE)
                        .nextToken(token)
                        .overrideConfiguration(calls.session()));
        return page(
                answer.snapshots(),
                each -> mapped(calls, each.snapshotId(), each.tags(), each, "Progress"),
                answer.nextToken());
    }
}
