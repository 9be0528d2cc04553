package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import io.cloudconnectors.local.cloud.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One account at one moment.
 *
 * @param regions every region that {@code DescribeRegions} knows, with its state in this account
 * @param largestPage how many items a page of a list has at most, whatever a caller asks for
 * @param stsDisabledRegions where an administrator has switched STS off
 * @param serviceControlPolicies what the organisation takes away, beside {@code FullAWSAccess}
 * @param faults what goes wrong from the start
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AwsAccount(
        String id,
        String alias,
        Partition partition,
        SortedMap<String, OptIn> regions,
        int largestPage,
        List<String> stsDisabledRegions,
        List<JsonNode> serviceControlPolicies,
        List<IamRole> roles,
        Resources resources,
        List<Fault> faults) {

    public AwsAccount {
        if (!id.matches("\\d{12}")) {
            throw new IllegalArgumentException("An account id has 12 digits, in quotes; not: " + id);
        }
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        stsDisabledRegions = List.copyOf(stsDisabledRegions);
        serviceControlPolicies = List.copyOf(serviceControlPolicies);
        serviceControlPolicies.forEach(
                policy -> PolicyDocument.parse(PolicyDocument.Kind.SERVICE_CONTROL, policy.toString()));
        roles = List.copyOf(roles);
        faults = List.copyOf(faults);
    }

    public String rootArn() {
        return "arn:" + partition.id() + ":iam::" + id + ":root";
    }

    public boolean enabled(String region) {
        OptIn status = regions.get(region);
        return status != null && status.enabled();
    }

    public List<PolicyDocument> serviceControl() {
        return serviceControlPolicies.stream()
                .map(policy -> PolicyDocument.parse(PolicyDocument.Kind.SERVICE_CONTROL, policy.toString()))
                .toList();
    }

    public Optional<IamRole> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    /** With this role added, or put in the place of the one of the same name. */
    public AwsAccount with(IamRole changed) {
        List<IamRole> others = new ArrayList<>(without(changed.name()).roles());
        others.add(changed);
        return withRoles(others);
    }

    public AwsAccount without(String roleName) {
        return withRoles(
                roles.stream().filter(role -> !role.name().equals(roleName)).toList());
    }

    public AwsAccount with(Resources others) {
        return new AwsAccount(
                id,
                alias,
                partition,
                regions,
                largestPage,
                stsDisabledRegions,
                serviceControlPolicies,
                roles,
                others,
                faults);
    }

    private AwsAccount withRoles(List<IamRole> others) {
        return new AwsAccount(
                id,
                alias,
                partition,
                regions,
                largestPage,
                stsDisabledRegions,
                serviceControlPolicies,
                others,
                resources,
                faults);
    }
}
