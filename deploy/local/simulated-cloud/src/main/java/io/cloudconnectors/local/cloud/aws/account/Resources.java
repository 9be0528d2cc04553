package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an account holds, roles apart: those are changed through IAM. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(SortedMap<String, RegionResources> regions, List<Bucket> buckets, List<IamUser> users) {
    public Resources {
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        buckets = List.copyOf(buckets);
        users = List.copyOf(users);
    }

    public RegionResources in(String region) {
        return regions.getOrDefault(region, RegionResources.NONE);
    }
}
