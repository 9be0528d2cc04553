package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** Database clusters. */
final class RdsClusters extends CatalogueEntry {
    /**
     * Restore times change every few minutes, capacity and the backtrack log with the load; what is pending is told
     * once it is so.
     */
    private static final Set<String> UNTOLD = Set.of(
            "TagList",
            "LatestRestorableTime",
            "EarliestRestorableTime",
            "EarliestBacktrackTime",
            "BacktrackConsumedChangeRecords",
            "Capacity",
            "PendingModifiedValues");

    RdsClusters() {
        super("AWS::RDS::DBCluster", AwsService.RDS, AwsPermission.RDS_DESCRIBE_DB_CLUSTERS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeDbClustersResponse answer = calls.client(AwsApi.RDS)
                .describeDBClusters(r -> r.maxRecords(PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(
                answer.dbClusters(),
                each -> {
                    Map<String, String> tags = Tags.of(each.tagList(), Tag::key, Tag::value);
                    return resource(
                            each.dbClusterArn(),
                            each.dbClusterIdentifier(),
                            calls.region(),
                            tags,
                            Details.of(each, UNTOLD));
                },
                answer.marker());
    }
}
