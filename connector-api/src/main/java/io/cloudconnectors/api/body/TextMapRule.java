package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object whose members are all texts, with keys that the client chooses. */
public record TextMapRule(int max, TextRule keys, TextRule values) implements Rule<Map<String, String>> {
    @Override
    public @Nullable Map<String, String> read(Field field) {
        return field.textMap(max, keys, values);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.ofType("object").put("maxProperties", max);
        schema.set("propertyNames", keys.schema());
        return schema.set("additionalProperties", values.schema());
    }

    @Override
    public Input input() {
        return Input.KEY_VALUE;
    }
}
