package io.cloudconnectors.api.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.connector.ConnectorForm;
import io.cloudconnectors.api.connector.RunFrequency;
import io.cloudconnectors.api.form.ConnectorSchemas;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The bodies that are read by forms, from the declarations that read them; one schema for each provider. The bounds of the
 * run frequency are those without configuration: GET /api/v1/providers has the configured ones.
 */
final class FormSchemas {
    private static final String REFERENCE = "#/components/schemas/";

    private static final String JSON_SCHEMA = """
            A JSON Schema (2020-12) of a body, which the service validates with the same rules. Beside `title`, \
            `description`, `default`, `examples` and `writeOnly` it has keywords for those who render a form of it:

            - `x-order`: the place of a field among its neighbours, from 1.
            - `x-input`: how to ask for it: `text`, `textarea`, `password`, `number`, `switch`, `select`, `datetime`, \
            `tags` (a list of texts), `key-value`, `json-file` (a file whose content is the value), `group` (an object \
            with fields of its own), `hidden` (send the constant).
            - `x-placeholder`: what an empty input shows.
            - `x-titles`: what to call the constants of an `enum`.
            - `x-recommended`: the value that most should choose.
            - `x-credential`: it is part of the credential; a form that replaces that asks for these fields.
            - `x-messages`: what to write instead, by the `code` of the error, as the service says it.
            """;

    private FormSchemas() {}

    static void addTo(Components components) {
        ConnectorSchemas schemas = new ConnectorSchemas(new ConnectorForm(RunFrequency.USUAL));
        components.addSchema(
                "ConnectorCreate",
                byProvider(components, "ConnectorCreate", schemas::creation)
                        .description("The common fields and the member named after the provider."));
        components.addSchema(
                "ConnectorOfSet",
                byProvider(components, "ConnectorOfSet", schemas::item)
                        .description("A connector as for its creation, whether it exists or not; one that exists keeps"
                                + " its secret where none is written."));
        components.addSchema(
                "ConnectorPatch",
                OASFactory.createSchema()
                        .description("What shall change, in the form of the connector's provider. Members that are left"
                                + " out stay; null gives a member its default.")
                        .anyOf(each(components, "ConnectorPatch", schemas::change))
                        .addExample(Map.of("runFrequencyMinutes", 120)));
        components.addSchema(
                "ConnectorCredentialReplacement",
                OASFactory.createSchema()
                        .description("The member named after the connector's provider, with its secret fields.")
                        .oneOf(each(components, "ConnectorCredentialReplacement", schemas::replacement)));
        components.addSchema(
                "JsonSchema",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .description(JSON_SCHEMA)
                        .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(true)));
    }

    private static Schema byProvider(Components components, String name, Function<Provider, ObjectNode> form) {
        return OASFactory.createSchema()
                .oneOf(each(components, name, form))
                .discriminator(OASFactory.createDiscriminator()
                        .propertyName("provider")
                        .mapping(mapping(name)));
    }

    private static List<Schema> each(Components components, String name, Function<Provider, ObjectNode> form) {
        return List.of(Provider.values()).stream()
                .map(provider -> {
                    components.addSchema(named(name, provider), SchemaReader.read(form.apply(provider)));
                    return OASFactory.createSchema().ref(REFERENCE + named(name, provider));
                })
                .toList();
    }

    /** Sorted: the document must be the same from every build. */
    private static Map<String, String> mapping(String name) {
        Map<String, String> mapping = new TreeMap<>();
        for (Provider provider : Provider.values()) {
            mapping.put(provider.name(), REFERENCE + named(name, provider));
        }
        return mapping;
    }

    private static String named(String name, Provider provider) {
        return name
                + switch (provider) {
                    case AWS -> "Aws";
                    case AZURE -> "Azure";
                    case GCP -> "Gcp";
                };
    }
}
