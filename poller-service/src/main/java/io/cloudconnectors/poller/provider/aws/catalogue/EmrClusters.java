package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.ListClustersResponse;
import software.amazon.awssdk.services.emr.model.Tag;

/**
 * Clusters that are there; EMR lists those that have ended for two months more. Application settings are dropped, since they
 * can hold secrets, and the hours used so far, which change by themselves.
 */
final class EmrClusters extends CatalogueEntry {
    private static final Set<String> UNTOLD = Set.of("Tags", "Configurations", "NormalizedInstanceHours");

    EmrClusters() {
        super("AWS::EMR::Cluster", AwsService.EMR, AwsPermission.EMR_LIST_CLUSTERS, AwsPermission.EMR_DESCRIBE_CLUSTER);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListClustersResponse answer = calls.client(AwsApi.EMR)
                .listClusters(r -> r.clusterStates(
                                ClusterState.STARTING,
                                ClusterState.BOOTSTRAPPING,
                                ClusterState.RUNNING,
                                ClusterState.WAITING,
                                ClusterState.TERMINATING)
                        .marker(token)
                        .overrideConfiguration(calls.session()));
        return page(answer.clusters(), cluster -> cluster(cluster, calls), answer.marker());
    }

    private Resource cluster(ClusterSummary listed, AwsCalls calls) {
        EmrClient emr = calls.client(AwsApi.EMR);
        Map<String, String> tags = new LinkedHashMap<>();
        Detail detail = Detail.of(calls, Details.of(listed, UNTOLD))
                .withAll(AwsPermission.EMR_DESCRIBE_CLUSTER, () -> {
                    Cluster cluster = emr.describeCluster(
                                    r -> r.clusterId(listed.id()).overrideConfiguration(calls.session()))
                            .cluster();
                    tags.putAll(Tags.of(cluster.tags(), Tag::key, Tag::value));
                    return Details.of(cluster, UNTOLD);
                })
                .tagged(tags);
        return resource(listed.clusterArn(), listed.name(), calls.region(), detail);
    }
}
