package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** Database instances; those of clusters, Neptune and DocumentDB too, which RDS lists with its own. */
final class RdsInstances extends CatalogueEntry {
    /**
     * The first changes every few minutes; what is pending can hold a new password's mask, and is told once it is so.
     */
    private static final Set<String> UNTOLD = Set.of("TagList", "LatestRestorableTime", "PendingModifiedValues");

    RdsInstances() {
        super("AWS::RDS::DBInstance", AwsService.RDS, AwsPermission.RDS_DESCRIBE_DB_INSTANCES);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeDbInstancesResponse answer = calls.client(AwsApi.RDS)
                .describeDBInstances(r -> r.maxRecords(PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(
                answer.dbInstances(),
                each -> {
                    Map<String, String> tags = Tags.of(each.tagList(), Tag::key, Tag::value);
                    return resource(
                            each.dbInstanceArn(),
                            each.dbInstanceIdentifier(),
                            calls.region(),
                            tags,
                            Details.of(each, UNTOLD));
                },
                answer.marker());
    }
}
