package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource's own JSON as maps, lists, texts, numbers and truth values, the same whichever client has read it. */
final class Details {
    private static final double EXACT = 1L << 53;

    private Details() {}

    static Map<String, Object> of(Struct described) {
        Map<String, Object> members = new LinkedHashMap<>();
        described.getFieldsMap().forEach((name, value) -> put(members, name, json(value)));
        return members;
    }

    static Map<String, Object> of(JsonNode described) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (var member : described.properties()) {
            put(members, member.getKey(), json(member.getValue()));
        }
        return members;
    }

    /** Labels as tags. */
    static Map<String, String> texts(@Nullable Object labels) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (labels instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(key.toString(), String.valueOf(value)));
        }
        return texts;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static @Nullable Object json(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> null;
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case STRUCT_VALUE -> of(value.getStructValue());
            case LIST_VALUE -> {
                List<Object> items = new ArrayList<>();
                for (Value item : value.getListValue().getValuesList()) {
                    add(items, json(item));
                }
                yield items;
            }
        };
    }

    private static @Nullable Object json(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case NUMBER -> number(value.doubleValue());
            case BOOLEAN -> value.booleanValue();
            case OBJECT -> of(value);
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonNode item : value) {
                    add(items, json(item));
                }
                yield items;
            }
            case STRING, BINARY, POJO -> value.asText();
        };
    }

    private static void add(List<Object> items, @Nullable Object item) {
        if (item != null) {
            items.add(item);
        }
    }

    /** A Struct knows doubles alone; 3.0 would be another content than 3. */
    private static Object number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= EXACT;
        return whole ? (Object) (long) number : (Object) number;
    }
}
