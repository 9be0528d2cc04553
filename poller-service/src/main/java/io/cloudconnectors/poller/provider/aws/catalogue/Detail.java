package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one resource, put together from several reads. A part that is denied is named under {@code notSeen} by its
 * permission; a part that is neither there nor named does not exist.
 */
final class Detail {
    private static final String NOT_SEEN = "notSeen";

    private final AwsCalls calls;
    private final Map<String, Object> members;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Set<String> notSeen = new TreeSet<>();

    private Detail(AwsCalls calls, Map<String, Object> listed) {
        this.calls = calls;
        this.members = new LinkedHashMap<>(listed);
    }

    /** @param listed what the list says already */
    static Detail of(AwsCalls calls, Map<String, Object> listed) {
        return new Detail(calls, listed);
    }

    /** @param read gives the part; null where there is none */
    Detail with(String member, AwsPermission permission, Supplier<? extends @Nullable Object> read) {
        return read(permission, () -> {
            Object part = read.get();
            if (part != null) {
                members.put(member, part);
            }
        });
    }

    /** Members that stand beside those of the list. */
    Detail withAll(AwsPermission permission, Supplier<Map<String, Object>> read) {
        return read(permission, () -> members.putAll(read.get()));
    }

    Detail tagged(AwsPermission permission, Supplier<Map<String, String>> read) {
        return read(permission, () -> tags.putAll(read.get()));
    }

    Detail tagged(Map<String, String> known) {
        tags.putAll(known);
        return this;
    }

    /** A part that is known to be denied, since it is read for several resources at once. */
    Detail without(AwsPermission permission) {
        notSeen.add(permission.action());
        return this;
    }

    private Detail read(AwsPermission permission, Runnable read) {
        if (!calls.detail(permission, read)) {
            notSeen.add(permission.action());
        }
        return this;
    }

    Map<String, String> tags() {
        return tags;
    }

    Map<String, Object> members() {
        if (!notSeen.isEmpty()) {
            members.put(NOT_SEEN, List.copyOf(notSeen));
        }
        return members;
    }
}
