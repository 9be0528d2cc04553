package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kafka.model.ListClustersResponse;

/** Clusters of Amazon MSK that have brokers of their own, which are what the first version of its API lists. */
final class MskClusters extends CatalogueEntry {
    MskClusters() {
        super("AWS::MSK::Cluster", AwsService.MSK, AwsPermission.KAFKA_LIST_CLUSTERS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListClustersResponse answer = calls.client(AwsApi.MSK)
                .listClusters(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.clusterInfoList(),
                each -> resource(
                        each.clusterArn(),
                        each.clusterName(),
                        calls.region(),
                        each.tags(),
                        Details.of(each, Set.of("Tags"))),
                answer.nextToken());
    }
}
