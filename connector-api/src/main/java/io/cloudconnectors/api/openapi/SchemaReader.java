package io.cloudconnectors.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Takes a JSON Schema over into the document. What is meant for those who render forms stays behind. */
final class SchemaReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaReader() {}

    /** @throws IllegalArgumentException for a keyword that it does not know, so that no rule is lost */
    static Schema read(ObjectNode json) {
        Schema schema = OASFactory.createSchema();
        for (Map.Entry<String, JsonNode> keyword : json.properties()) {
            if (!keyword.getKey().startsWith("x-") && !keyword.getKey().equals("$schema")) {
                take(keyword.getKey(), keyword.getValue(), schema);
            }
        }
        return isUnsaidInteger(schema) ? schema.format("int32") : schema;
    }

    /** JSON Schema knows no width of numbers, but makers of clients want one; whatever forms read is an int. */
    private static boolean isUnsaidInteger(Schema schema) {
        return schema.getFormat() == null
                && schema.getType() != null
                && schema.getType().contains(Schema.SchemaType.INTEGER);
    }

    private static void take(String keyword, JsonNode value, Schema schema) {
        switch (keyword) {
            case "type" -> schema.type(types(value));
            case "title" -> schema.title(value.textValue());
            case "description" -> schema.description(value.textValue());
            case "format" -> schema.format(value.textValue());
            case "pattern" -> schema.pattern(value.textValue());
            case "minLength" -> schema.minLength(value.intValue());
            case "maxLength" -> schema.maxLength(value.intValue());
            case "minimum" -> schema.minimum(value.decimalValue());
            case "maximum" -> schema.maximum(value.decimalValue());
            case "maxItems" -> schema.maxItems(value.intValue());
            case "uniqueItems" -> schema.uniqueItems(value.booleanValue());
            case "maxProperties" -> schema.maxProperties(value.intValue());
            case "writeOnly" -> schema.writeOnly(value.booleanValue());
            case "const" -> schema.constValue(plain(value));
            case "enum" -> schema.enumeration(list(value));
            case "default" -> schema.defaultValue(plain(value));
            case "examples" -> schema.examples(list(value));
            case "required" -> value.forEach(name -> schema.addRequired(name.textValue()));
            case "items" -> schema.items(read((ObjectNode) value));
            case "propertyNames" -> schema.propertyNames(read((ObjectNode) value));
            case "properties" ->
                value.properties()
                        .forEach(member -> schema.addProperty(member.getKey(), read((ObjectNode) member.getValue())));
            case "additionalProperties" -> schema.additionalPropertiesSchema(nested(value));
            default -> throw new IllegalArgumentException("A keyword that is not known here: " + keyword);
        }
    }

    private static Schema nested(JsonNode value) {
        return value instanceof ObjectNode object
                ? read(object)
                : OASFactory.createSchema().booleanSchema(value.booleanValue());
    }

    private static List<Schema.SchemaType> types(JsonNode value) {
        List<Schema.SchemaType> types = new ArrayList<>();
        if (value.isTextual()) {
            types.add(type(value));
        }
        value.forEach(type -> types.add(type(type)));
        return types;
    }

    private static Schema.SchemaType type(JsonNode name) {
        return Schema.SchemaType.valueOf(name.textValue().toUpperCase(Locale.ROOT));
    }

    private static List<Object> list(JsonNode values) {
        List<Object> list = new ArrayList<>();
        values.forEach(value -> list.add(plain(value)));
        return list;
    }

    private static Object plain(JsonNode value) {
        return JSON.convertValue(value, Object.class);
    }
}
