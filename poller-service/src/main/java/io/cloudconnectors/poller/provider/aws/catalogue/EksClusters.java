package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupScalingConfig;

/**
 * Kubernetes clusters with their Fargate profiles and node groups. Lists have names alone. How healthy something is, and how
 * many nodes run at the moment, changes by itself and is left out.
 */
final class EksClusters extends CatalogueEntry {
    EksClusters() {
        super(
                "AWS::EKS::Cluster",
                AwsService.EKS,
                AwsPermission.EKS_LIST_CLUSTERS,
                AwsPermission.EKS_DESCRIBE_CLUSTER,
                AwsPermission.EKS_LIST_FARGATE_PROFILES,
                AwsPermission.EKS_DESCRIBE_FARGATE_PROFILE,
                AwsPermission.EKS_LIST_NODEGROUPS,
                AwsPermission.EKS_DESCRIBE_NODEGROUP);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListClustersResponse answer = calls.client(AwsApi.EKS)
                .listClusters(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.clusters(), name -> cluster(name, calls), answer.nextToken());
    }

    private Resource cluster(String name, AwsCalls calls) {
        EksClient eks = calls.client(AwsApi.EKS);
        Map<String, String> tags = new LinkedHashMap<>();
        Detail detail = Detail.of(calls, Map.of("name", name)).withAll(AwsPermission.EKS_DESCRIBE_CLUSTER, () -> {
            Cluster cluster = eks.describeCluster(r -> r.name(name).overrideConfiguration(calls.session()))
                    .cluster();
            tags.putAll(cluster.tags());
            return Details.of(cluster, Set.of("tags", "health"));
        });
        children(detail, "fargateProfiles", profiles(eks, name, calls));
        children(detail, "nodegroups", nodegroups(eks, name, calls));
        return resource(name, name, calls.region(), detail.tagged(tags));
    }

    /** How the children of a cluster are listed and described. */
    private record Children(
            AwsPermission listing,
            AwsPermission describing,
            Supplier<List<String>> names,
            Function<String, Map<String, Object>> describe) {}

    private static Children profiles(EksClient eks, String cluster, AwsCalls calls) {
        return new Children(
                AwsPermission.EKS_LIST_FARGATE_PROFILES,
                AwsPermission.EKS_DESCRIBE_FARGATE_PROFILE,
                () -> eks
                        .listFargateProfilesPaginator(
                                r -> r.clusterName(cluster).overrideConfiguration(calls.session()))
                        .fargateProfileNames()
                        .stream()
                        .toList(),
                name -> Details.of(
                        eks.describeFargateProfile(r -> r.clusterName(cluster)
                                        .fargateProfileName(name)
                                        .overrideConfiguration(calls.session()))
                                .fargateProfile(),
                        Set.of("health")));
    }

    private static Children nodegroups(EksClient eks, String cluster, AwsCalls calls) {
        return new Children(
                AwsPermission.EKS_LIST_NODEGROUPS,
                AwsPermission.EKS_DESCRIBE_NODEGROUP,
                () -> eks
                        .listNodegroupsPaginator(r -> r.clusterName(cluster).overrideConfiguration(calls.session()))
                        .nodegroups()
                        .stream()
                        .toList(),
                name -> Details.of(
                        withoutItsSize(eks.describeNodegroup(r -> r.clusterName(cluster)
                                        .nodegroupName(name)
                                        .overrideConfiguration(calls.session()))
                                .nodegroup()),
                        Set.of("health")));
    }

    /** An autoscaler changes the desired size all day. */
    private static Nodegroup withoutItsSize(Nodegroup group) {
        NodegroupScalingConfig size = group.scalingConfig();
        return size == null
                ? group
                : group.toBuilder()
                        .scalingConfig(size.toBuilder().desiredSize(null).build())
                        .build();
    }

    /** Names that are listed stay, whether or not they can be described. */
    private static void children(Detail detail, String member, Children children) {
        List<String> names = new ArrayList<>();
        detail.with(member, children.listing(), () -> {
            names.addAll(children.names().get());
            return names;
        });
        if (!names.isEmpty()) {
            detail.with(
                    member,
                    children.describing(),
                    () -> names.stream().map(children.describe()).toList());
        }
    }
}
