package io.cloudconnectors.local.cloud.google.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a call. A name may come more than once. */
public final class Query {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    public Query(String encoded) {
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                values.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(parts.length < 2 ? "" : decode(parts[1]));
            }
        }
    }

    public Optional<String> first(String name) {
        return all(name).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /** Whether enum values are to be written as numbers, as Google's Java clients ask for. */
    public boolean enumsAsNumbers() {
        return first("$alt").filter(alt -> alt.contains("enum-encoding=int")).isPresent();
    }

    /** @throws GoogleFailure INVALID_ARGUMENT when it is no number from 0 to {@code most} */
    public int size(String name, int usual, int most) {
        Optional<String> value = first(name);
        if (value.isEmpty()) {
            return usual;
        }
        try {
            int size = Integer.parseInt(value.get());
            if (size >= 0 && size <= most) {
                return size == 0 ? usual : size;
            }
        } catch (NumberFormatException notANumber) {
            throw GoogleError.INVALID_ARGUMENT.because("Invalid value at '" + name + "': not a number");
        }
        throw GoogleError.INVALID_ARGUMENT.because("Invalid value at '" + name + "': must be from 0 to " + most);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
