package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A boolean. */
public record FlagRule() implements Rule<Boolean> {
    @Override
    public @Nullable Boolean read(Field field) {
        return field.flag();
    }

    @Override
    public ObjectNode schema() {
        return Schemas.ofType("boolean");
    }

    @Override
    public Input input() {
        return Input.SWITCH;
    }
}
