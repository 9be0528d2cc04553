package io.cloudconnectors.poller.provider;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a look at each slice of a plan came to, and what it found. */
public record Look(Map<SliceKey, Slice> slices, Map<SliceKey, List<Resource>> found) {

    public static Look at(List<SliceTask> plan) throws InterruptedException {
        Map<SliceKey, Slice> slices = new LinkedHashMap<>();
        Map<SliceKey, List<Resource>> found = new LinkedHashMap<>();
        for (SliceTask task : plan) {
            List<Resource> resources = found.computeIfAbsent(task.key(), key -> new ArrayList<>());
            slices.put(task.key(), task.look(resources::add));
        }
        return new Look(slices, found);
    }

    public Reason blind(SliceKey key) {
        return switch (slices.get(key)) {
            case Slice.Blind(var reason) -> reason;
            case Slice.Seen _ -> throw new AssertionError(key + " was seen");
        };
    }

    public List<Gap> gaps(SliceKey key) {
        return switch (slices.get(key)) {
            case Slice.Seen(var gaps) -> gaps;
            case Slice.Blind blind -> throw new AssertionError(key + " is " + blind);
        };
    }

    public List<Resource> in(SliceKey key) {
        return found.get(key);
    }

    public List<Resource> resources() {
        return found.values().stream().flatMap(List::stream).toList();
    }

    public Set<String> ids() {
        return resources().stream().map(Resource::nativeId).collect(Collectors.toSet());
    }

    public long count(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .count();
    }
}
