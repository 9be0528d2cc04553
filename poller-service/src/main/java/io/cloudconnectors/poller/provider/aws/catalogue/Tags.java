package io.cloudconnectors.poller.provider.aws.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tags as a map. Each AWS service has a tag class of its own. */
final class Tags {
    /** The tag that the console shows as the resource's name. */
    private static final String NAME = "Name";

    private Tags() {}

    static <T> Map<String, String> of(List<T> tags, Function<T, String> key, Function<T, @Nullable String> value) {
        Map<String, String> map = new LinkedHashMap<>();
        for (T tag : tags) {
            String text = value.apply(tag);
            map.put(key.apply(tag), text == null ? "" : text);
        }
        return map;
    }

    static @Nullable String name(Map<String, String> tags) {
        return tags.get(NAME);
    }
}
