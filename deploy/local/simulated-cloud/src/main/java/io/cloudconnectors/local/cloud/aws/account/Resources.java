package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account holds, roles apart: those are changed through IAM.
 *
 * @param answers of services that are not regional, as {@link RegionResources#answers}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(
        SortedMap<String, RegionResources> regions,
        List<Bucket> buckets,
        List<IamUser> users,
        Map<String, Map<String, JsonNode>> answers) {
    public Resources {
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        buckets = List.copyOf(buckets);
        users = List.copyOf(users);
        answers = Map.copyOf(answers);
    }

    /** What an operation of a service that is not regional answers from; a missing node when nothing was described. */
    public JsonNode answer(String service, String operation) {
        return RegionResources.answer(answers, service, operation);
    }

    public RegionResources in(String region) {
        return regions.getOrDefault(region, RegionResources.NONE);
    }
}
