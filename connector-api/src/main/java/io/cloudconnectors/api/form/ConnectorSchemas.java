package io.cloudconnectors.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.connector.ConnectorForm;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.api.provider.ProviderSpec.SecretRule;
import io.cloudconnectors.contracts.Provider;

/**
 * The bodies that make, declare, change and renew a connector, as JSON Schema. All come from the one declaration of {@link
 * ConnectorForm}; a patch and a credential lack what stays as it is.
 */
public record ConnectorSchemas(ConnectorForm form) {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** The body of {@code POST /connectors}, with an example that creates a connector. */
    public ObjectNode creation(Provider provider) {
        ObjectNode schema = document("Connect " + ProviderForm.displayName(provider));
        schema.setAll(form.creation(provider).schema());
        schema.putArray("examples").add(FormExamples.creation(provider));
        return schema;
    }

    /** A connector of a set that is applied: as for its creation, without a draft; a secret that is left out stays. */
    public ObjectNode item(Provider provider) {
        ObjectNode schema = document("A connector to " + ProviderForm.displayName(provider) + " of a set");
        schema.setAll(form.shape(provider, SecretRule.REQUIRED).schema());
        ObjectNode account = account(schema, provider);
        if (account.get("required") instanceof ArrayNode required) {
            required.removeIf(name -> ProviderForm.renewed(provider).contains(name.textValue()));
        }
        schema.putArray("examples").add(FormExamples.creation(provider));
        return schema;
    }

    /** The body of {@code PATCH /connectors/{id}}: nothing has to be there, and null means the default. */
    public ObjectNode change(Provider provider) {
        ObjectNode schema = document("Change a connector to " + ProviderForm.displayName(provider));
        schema.setAll(form.shape(provider, SecretRule.REFUSED).schema());
        asPatch(schema);
        asPatch(account(schema, provider));
        ObjectNode labels = (ObjectNode) schema.at("/properties/labels");
        // null removes a label; how many there are then depends on those that the connector has.
        labels.remove("maxProperties");
        ((ObjectNode) labels.get("additionalProperties"))
                .putArray("type")
                .add("string")
                .add("null");
        return schema;
    }

    /** The body of {@code PUT /connectors/{id}/credential}: what is left out stays, save the secret and its expiry. */
    public ObjectNode replacement(Provider provider) {
        ObjectNode schema = document("Replace the credential of a connector to " + ProviderForm.displayName(provider));
        schema.setAll(form.shape(provider, SecretRule.REQUIRED).schema());
        String member = ProviderForm.member(provider);
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties.retain(member);
        schema.putArray("required").add(member);
        ObjectNode account = account(schema, provider);
        account.put("type", "object").put("x-order", 1);
        asPatch(account);
        ArrayNode required = account.putArray("required");
        for (String name : ProviderForm.renewed(provider)) {
            required.add(name);
            ObjectNode renewed = (ObjectNode) account.get("properties").get(name);
            renewed.set("type", notNull(renewed.get("type")));
        }
        return schema;
    }

    private static ObjectNode document(String title) {
        return JsonNodeFactory.instance.objectNode().put("$schema", DIALECT).put("title", title);
    }

    private static ObjectNode account(ObjectNode schema, Provider provider) {
        return (ObjectNode) schema.get("properties").get(ProviderForm.member(provider));
    }

    private static void asPatch(ObjectNode schema) {
        schema.remove("required");
        schema.get("properties").forEach(property -> ((ObjectNode) property).remove("default"));
    }

    private static JsonNode notNull(JsonNode type) {
        return type.isArray() ? type.get(0) : type;
    }
}
