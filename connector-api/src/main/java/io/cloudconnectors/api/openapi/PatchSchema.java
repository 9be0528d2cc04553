package io.cloudconnectors.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Makes the schema of a merge patch out of the schema of creation. */
final class PatchSchema {
    private PatchSchema() {}

    /** @param schemas the members of the providers among them, before secrets are added: a patch brings none */
    static Schema of(Schema create, Map<String, Schema> schemas) {
        Schema patch = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("What shall change. Members that are left out stay; null gives a member its default.")
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false))
                .addExample(Examples.change());
        create.getProperties().forEach((name, property) -> {
            if (!name.equals("provider")) {
                patch.addProperty(name, patched(name, property, schemas));
            }
        });
        return patch;
    }

    private static Schema patched(String name, Schema property, Map<String, Schema> schemas) {
        if (property.getRef() != null) {
            String referred = property.getRef().substring(property.getRef().lastIndexOf('/') + 1);
            return withNothingRequired(Objects.requireNonNull(schemas.get(referred)));
        }
        return name.equals("name") ? property : nullable(property);
    }

    private static Schema withNothingRequired(Schema member) {
        return OASFactory.createSchema()
                .type(member.getType())
                .description(member.getDescription())
                .additionalPropertiesSchema(member.getAdditionalPropertiesSchema())
                .properties(new LinkedHashMap<>(member.getProperties()));
    }

    private static Schema nullable(Schema property) {
        List<Schema.SchemaType> types = new ArrayList<>(property.getType());
        types.add(Schema.SchemaType.NULL);
        return OASFactory.createSchema()
                .type(types)
                .description(property.getDescription())
                .minimum(property.getMinimum())
                .maximum(property.getMaximum())
                .maxLength(property.getMaxLength())
                .additionalPropertiesSchema(nullableValues(property))
                .format(property.getFormat());
    }

    /** A label is removed by null. */
    private static @Nullable Schema nullableValues(Schema property) {
        return property.getAdditionalPropertiesSchema() == null
                ? null
                : OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL));
    }
}
