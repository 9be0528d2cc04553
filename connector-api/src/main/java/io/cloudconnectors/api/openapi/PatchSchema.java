package io.cloudconnectors.api.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Makes the schema of a merge patch out of the schema of creation. */
final class PatchSchema {
    private static final Set<String> ACCOUNTS = Set.of("aws", "azure", "gcp");

    private PatchSchema() {}

    static Schema of(Schema create) {
        Schema patch = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("What shall change. Members that are left out stay; null gives a member its default.")
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false))
                .addExample(Examples.change());
        create.getProperties().forEach((name, property) -> {
            if (!name.equals("provider")) {
                patch.addProperty(name, name.equals("name") || ACCOUNTS.contains(name) ? property : nullable(property));
            }
        });
        return patch;
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
