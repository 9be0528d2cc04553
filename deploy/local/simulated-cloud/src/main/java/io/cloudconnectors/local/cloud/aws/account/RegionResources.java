package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What there is in one region of one account.
 *
 * @param answers what operations answer that have no shape of their own here: by service and operation, in the words of the
 *     service's own answer; of lists the items, of what is asked by name an object of them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegionResources(
        List<Vpc> vpcs,
        List<SecurityGroup> securityGroups,
        List<Instance> instances,
        List<Volume> volumes,
        Map<String, Map<String, JsonNode>> answers) {
    public static final RegionResources NONE =
            new RegionResources(List.of(), List.of(), List.of(), List.of(), Map.of());

    public RegionResources {
        vpcs = List.copyOf(vpcs);
        securityGroups = List.copyOf(securityGroups);
        instances = List.copyOf(instances);
        volumes = List.copyOf(volumes);
        answers = Map.copyOf(answers);
        unique(vpcs, Vpc::id);
        unique(securityGroups, SecurityGroup::id);
        unique(instances, Instance::id);
        unique(volumes, Volume::id);
    }

    /** What an operation answers from; a missing node when nothing was described. */
    public JsonNode answer(String service, String operation) {
        return answer(answers, service, operation);
    }

    static JsonNode answer(Map<String, Map<String, JsonNode>> answers, String service, String operation) {
        return answers.getOrDefault(service, Map.of()).getOrDefault(operation, MissingNode.getInstance());
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
