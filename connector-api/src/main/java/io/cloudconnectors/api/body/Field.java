package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link Form}. Every reader answers null when the member is absent (or JSON null) and when it is not
 * valid; in the latter case the violation is noted.
 */
public final class Field {
    private final @Nullable JsonNode value;
    private final String pointer;
    private final Violations violations;

    Field(@Nullable JsonNode value, String pointer, Violations violations) {
        this.value = value;
        this.pointer = pointer;
        this.violations = violations;
    }

    /** Notes a violation when the member is absent. */
    public Field required(String detail) {
        if (value == null) {
            refuse(FieldErrorCode.REQUIRED, detail);
        }
        return this;
    }

    /** Notes a violation of this member. */
    public void refuse(FieldErrorCode code, String detail) {
        violations.add(pointer, code, detail);
    }

    /** A text that obeys a rule; of free text on one line the white space around it is dropped. */
    public @Nullable String text(TextRule rule) {
        return value == null ? null : text(value, pointer, rule);
    }

    /** A text of any length and form. */
    @Nullable
    String anyText() {
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        refuse(FieldErrorCode.WRONG_TYPE, "Write a text, in quotes.");
        return null;
    }

    /** A whole number. No text, no fraction; 240.0 is whole, as in JSON Schema. */
    public @Nullable Integer integer(int min, int max) {
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !value.canConvertToExactIntegral()) {
            refuse(FieldErrorCode.WRONG_TYPE, "Write a whole number, without quotes.");
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            refuse(FieldErrorCode.RANGE, "Write a number from " + min + " to " + max + ".");
            return null;
        }
        return value.intValue();
    }

    /** A boolean. */
    public @Nullable Boolean flag() {
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            refuse(FieldErrorCode.WRONG_TYPE, "Write true or false, without quotes.");
            return null;
        }
        return value.booleanValue();
    }

    /** The name of a constant. */
    public <E extends Enum<E>> @Nullable E constant(Class<E> type) {
        if (value == null) {
            return null;
        }
        String names = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        if (!value.isTextual()) {
            refuse(FieldErrorCode.WRONG_TYPE, "Write a text, one of " + names + ".");
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.textValue())) {
                return constant;
            }
        }
        refuse(FieldErrorCode.FORMAT, "Write one of " + names + ".");
        return null;
    }

    /** A moment in RFC 3339, with its offset; to the microsecond, as the database keeps it. */
    public @Nullable Instant instant() {
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            refuse(FieldErrorCode.WRONG_TYPE, "Write a text, such as 2027-05-01T00:00:00Z.");
            return null;
        }
        try {
            if (MomentRule.FORM.matcher(value.textValue()).matches()) {
                return OffsetDateTime.parse(value.textValue()).toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeParseException e) {
            // A day that the calendar does not have.
        }
        refuse(FieldErrorCode.FORMAT, MomentRule.EXPECTED);
        return null;
    }

    /** An object, as a form of its own. */
    public @Nullable Form object() {
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return Form.nested(object, pointer, violations);
        }
        refuse(FieldErrorCode.WRONG_TYPE, "Write a JSON object.");
        return null;
    }

    /** A list of texts, none twice. */
    public @Nullable List<String> texts(int max, TextRule rule) {
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            refuse(FieldErrorCode.WRONG_TYPE, "Write a list of texts.");
            return null;
        }
        if (value.size() > max) {
            refuse(FieldErrorCode.TOO_MANY, "Write at most " + max + " entries.");
            return null;
        }
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            String item = pointer + "/" + i;
            String text = text(value.get(i), item, rule);
            if (text == null) {
                continue;
            }
            if (!seen.add(text)) {
                violations.add(item, FieldErrorCode.DUPLICATE_ITEM, "Write each entry once.");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** An object whose members are all texts. */
    public @Nullable Map<String, String> textMap(int max, TextRule keys, TextRule values) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            refuse(FieldErrorCode.WRONG_TYPE, "Write a JSON object whose values are texts.");
            return null;
        }
        if (object.size() > max) {
            refuse(FieldErrorCode.TOO_MANY, "Write at most " + max + " entries.");
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String at = pointer + "/" + Pointers.escape(member.getKey());
            if (!keys.takes(member.getKey())) {
                violations.add(
                        at,
                        FieldErrorCode.FORMAT,
                        "Write a key of " + keys.min() + " to " + keys.max() + " characters. " + keys.expected());
                continue;
            }
            String text = text(member.getValue(), at, values);
            if (text != null) {
                map.put(member.getKey(), text);
            }
        }
        return map;
    }

    private @Nullable String text(JsonNode node, String at, TextRule rule) {
        if (!node.isTextual()) {
            violations.add(at, FieldErrorCode.WRONG_TYPE, "Write a text, in quotes.");
            return null;
        }
        String text = node.textValue();
        if (!rule.hasLength(text)) {
            violations.add(at, FieldErrorCode.LENGTH, rule.length());
            return null;
        }
        if (!rule.hasForm(text)) {
            violations.add(at, FieldErrorCode.FORMAT, rule.expected());
            return null;
        }
        return rule.kept(text);
    }
}
