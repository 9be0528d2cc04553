package io.cloudconnectors.poller.provider.aws.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * An SDK object as JSON values: every member that the provider sent, under its own name in camelCase. Walks the SDK's own
 * description of its shapes, so a member that a newer SDK knows appears by itself.
 */
final class Details {
    private Details() {}

    /** All members. */
    static Map<String, Object> of(SdkPojo described) {
        return of(described, Set.of());
    }

    /** Each of a list, with all its members but some. */
    static List<Map<String, Object>> each(List<? extends SdkPojo> described, String... without) {
        return described.stream().map(each -> of(each, Set.of(without))).toList();
    }

    /**
     * All members but some.
     *
     * @param without names as the provider writes them ({@code Tags}): those that are told elsewhere
     */
    static Map<String, Object> of(SdkPojo described, Set<String> without) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : described.sdkFields()) {
            Object value = without.contains(field.memberName()) ? null : json(field.getValueOrDefault(described));
            if (value != null) {
                members.put(camelCase(field.memberName()), value);
            }
        }
        return members;
    }

    private static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SdkAutoConstructList<?> absent -> null;
            case SdkAutoConstructMap<?, ?> absent -> null;
            case SdkPojo nested -> of(nested, Set.of());
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case Instant instant -> instant.toString();
            case SdkBytes bytes -> java.util.Base64.getEncoder().encodeToString(bytes.asByteArray());
            case Number number -> number;
            case Boolean bool -> bool;
            default -> value.toString();
        };
    }

    private static List<Object> list(List<?> values) {
        List<Object> items = new ArrayList<>(values.size());
        for (Object value : values) {
            Object item = json(value);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private static Map<String, Object> map(Map<?, ?> values) {
        Map<String, Object> members = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Object member = json(value);
            if (member != null) {
                members.put(key.toString(), member);
            }
        });
        return members;
    }

    /** {@code VpcId} is vpcId and {@code EBSOptimized} is ebsOptimized. */
    static String camelCase(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        int lower = capitals == name.length() || capitals <= 1 ? capitals : capitals - 1;
        return name.substring(0, lower).toLowerCase(Locale.ROOT) + name.substring(lower);
    }
}
