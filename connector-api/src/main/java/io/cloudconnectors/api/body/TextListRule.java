package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of texts, none twice. */
public record TextListRule(int max, TextRule items) implements Rule<List<String>> {
    @Override
    public @Nullable List<String> read(Field field) {
        return field.texts(max, items);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.ofType("array").put("maxItems", max).put("uniqueItems", true);
        return schema.set("items", items.schema());
    }

    @Override
    public Input input() {
        return Input.TAGS;
    }
}
