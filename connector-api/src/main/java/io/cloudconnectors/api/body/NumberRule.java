package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A whole number, both bounds included. */
public record NumberRule(int min, int max) implements Rule<Integer> {
    @Override
    public @Nullable Integer read(Field field) {
        return field.integer(min, max);
    }

    @Override
    public ObjectNode schema() {
        return Schemas.ofType("integer").put("minimum", min).put("maximum", max);
    }

    @Override
    public Input input() {
        return Input.NUMBER;
    }
}
