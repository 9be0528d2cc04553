package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * JSON without a choice, so that its hash is the same wherever it is made: members sorted by code point, no white space,
 * numbers without exponent or trailing zeros, texts escaped only where they must be (RFC 8785, for what entries hold). The
 * database writes the same in {@code canonical_json}, on its own.
 */
final class CanonicalJson {
    private static final Comparator<Map.Entry<String, JsonNode>> BY_CODE_POINT =
            Comparator.comparing(member -> member.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private CanonicalJson() {}

    static String of(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING -> writeText(node.textValue(), out);
            case NUMBER -> out.append(node.decimalValue().stripTrailingZeros().toPlainString());
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("No JSON: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        out.append('{');
        String comma = "";
        for (var member : object.properties().stream().sorted(BY_CODE_POINT).toList()) {
            out.append(comma);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void writeArray(JsonNode array, StringBuilder out) {
        out.append('[');
        String comma = "";
        for (JsonNode item : array) {
            out.append(comma);
            write(item, out);
            comma = ",";
        }
        out.append(']');
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        out.append('"');
    }
}
