package io.cloudconnectors.api.query;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a statement's parameters. Instants become timestamps, durations seconds, constants their names. */
public final class Values {
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private Values() {}

    /** Begins with one value. */
    public static Values of(String name, @Nullable Object value) {
        return new Values().and(name, value);
    }

    /** No values, for a statement without parameters. */
    public static Values none() {
        return new Values();
    }

    /** Adds a value. */
    public Values and(String name, @Nullable Object value) {
        values.put(name, asColumn(value));
        return this;
    }

    Map<String, @Nullable Object> map() {
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object asColumn(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Duration duration -> duration.toNanos() / 1e9;
            case Enum<?> constant -> constant.name();
            default -> value;
        };
    }
}
