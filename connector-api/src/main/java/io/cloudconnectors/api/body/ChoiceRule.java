package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a constant.
 *
 * @param titles what a form calls each constant
 */
public record ChoiceRule<E extends Enum<E>>(Class<E> type, Map<E, String> titles) implements Rule<E> {
    @Override
    public @Nullable E read(Field field) {
        return field.constant(type);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.ofType("string");
        ObjectNode named = schema.objectNode();
        var names = schema.putArray("enum");
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name());
            named.put(constant.name(), Objects.requireNonNull(titles.get(constant), "A constant without a title"));
        }
        return schema.set("x-titles", named);
    }

    @Override
    public Input input() {
        return Input.SELECT;
    }
}
