package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Pieces of JSON Schema. */
final class Schemas {
    private Schemas() {}

    static ObjectNode ofType(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A pattern of JSON Schema may match anywhere; ours match the whole text. */
    static String anchored(Pattern pattern) {
        return "^(?:" + pattern.pattern() + ")$";
    }

    /** What to write instead, by the code of the error. */
    static void message(ObjectNode schema, String code, String text) {
        schema.withObject("/x-messages").put(code, text);
    }

    /** Takes null as well: in a body it is the same as an absent member. */
    static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.get("type");
        schema.putArray("type").add(type).add("null");
        JsonNode fixed = schema.remove("const");
        if (fixed != null) {
            schema.putArray("enum").add(fixed).addNull();
        } else if (schema.get("enum") instanceof ArrayNode constants) {
            constants.addNull();
        }
        return schema;
    }
}
