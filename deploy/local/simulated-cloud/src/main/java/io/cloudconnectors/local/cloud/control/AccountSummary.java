package io.cloudconnectors.local.cloud.control;

import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.Partition;
import io.cloudconnectors.local.cloud.aws.account.RegionResources;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * An account in short.
 *
 * @param counts how many there are of each resource type, under CloudFormation's names
 */
public record AccountSummary(String id, String alias, Partition partition, Map<String, Integer> counts) {

    static AccountSummary of(AwsAccount account) {
        Collection<RegionResources> regions = account.resources().regions().values();
        Map<String, Integer> counts = new TreeMap<>();
        counts.put(
                "AWS::EC2::Instance",
                total(regions, region -> region.instances().size()));
        counts.put("AWS::EC2::Volume", total(regions, region -> region.volumes().size()));
        counts.put("AWS::EC2::VPC", total(regions, region -> region.vpcs().size()));
        counts.put(
                "AWS::EC2::SecurityGroup",
                total(regions, region -> region.securityGroups().size()));
        counts.put("AWS::S3::Bucket", account.resources().buckets().size());
        counts.put("AWS::IAM::User", account.resources().users().size());
        counts.put("AWS::IAM::Role", account.roles().size());
        return new AccountSummary(account.id(), account.alias(), account.partition(), counts);
    }

    private static int total(Collection<RegionResources> regions, ToIntFunction<RegionResources> size) {
        return regions.stream().mapToInt(size).sum();
    }
}
