package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What EC2 knows in one region of one account. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegionResources(
        List<Vpc> vpcs, List<SecurityGroup> securityGroups, List<Instance> instances, List<Volume> volumes) {
    public static final RegionResources NONE = new RegionResources(List.of(), List.of(), List.of(), List.of());

    public RegionResources {
        vpcs = List.copyOf(vpcs);
        securityGroups = List.copyOf(securityGroups);
        instances = List.copyOf(instances);
        volumes = List.copyOf(volumes);
        unique(vpcs, Vpc::id);
        unique(securityGroups, SecurityGroup::id);
        unique(instances, Instance::id);
        unique(volumes, Volume::id);
    }

    private static <T> void unique(List<T> items, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(id.apply(item))) {
                throw new IllegalArgumentException(
                        "Two resources have the id " + id.apply(item) + ": give them other names, or ids");
            }
        }
    }
}
