package io.cloudconnectors.local.cloud.aws.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, from a query string, an {@code application/x-www-form-urlencoded} body or a JSON object. */
public final class Params {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> values;

    private Params(Map<String, String> values) {
        this.values = values;
    }

    public static Params parse(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Params(values);
    }

    /**
     * The members of a JSON object; those of an object in it under both names with a dot between, those of a list numbered.
     *
     * @throws AwsFailure when it is none
     */
    public static Params json(String body) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : JSON.readTree(body).properties()) {
                if (member.getValue().isObject()) {
                    member.getValue()
                            .properties()
                            .forEach(inner -> values.put(
                                    member.getKey() + "." + inner.getKey(),
                                    inner.getValue().asText()));
                } else if (member.getValue().isArray()) {
                    int position = 1;
                    for (JsonNode item : member.getValue()) {
                        values.put(member.getKey() + "." + position, item.asText());
                        position++;
                    }
                } else {
                    values.put(member.getKey(), member.getValue().asText());
                }
            }
            return new Params(values);
        } catch (JsonProcessingException notJson) {
            throw ServiceError.KMS_VALIDATION.about("The body is not JSON");
        }
    }

    /** With these beside those that are there. */
    public Params with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Params(all);
    }

    /** What stands under a name before a dot, without that name; sorted. */
    public SortedMap<String, String> inside(String name) {
        SortedMap<String, String> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                found.put(key.substring(name.length() + 1), value);
            }
        });
        return found;
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** @throws AwsFailure a ValidationError in the words of the Query protocol when it is absent or empty */
    public String required(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw AwsFailure.validation("1 validation error detected: Value null at '" + firstLower(name)
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    /** A whole number; empty when absent. */
    public Optional<Integer> integer(String name) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(value));
        } catch (NumberFormatException notANumber) {
            throw AwsFailure.validation("Value '" + value + "' at '" + firstLower(name) + "' is not a valid integer");
        }
    }

    public boolean flag(String name) {
        return "true".equals(values.get(name));
    }

    /** The values {@code Name.1}, {@code Name.2}, ... until one is missing. */
    public List<String> list(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 1; values.containsKey(name + "." + i); i++) {
            found.add(values.get(name + "." + i));
        }
        return found;
    }

    /** The names without their list positions: {@code Filter.1.Value.2} counts as {@code Filter}. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        values.keySet().forEach(name -> names.add(name.split("\\.", 2)[0]));
        return names;
    }

    private static String firstLower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
