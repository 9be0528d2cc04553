package io.cloudconnectors.api.openapi;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Adds the secrets, which no record of this service holds: write-only members of creation and replacement. */
final class CredentialSchemas {
    private CredentialSchemas() {}

    static void addTo(Map<String, Schema> schemas) {
        secret(schemas, "AzureFields", "authenticationKey", Schema.SchemaType.STRING, "The client secret's value.");
        secret(
                schemas,
                "GcpFields",
                "serviceAccountKey",
                Schema.SchemaType.OBJECT,
                "The service account's key file, of the type service_account. Its URLs are never used.");
    }

    static Schema replacement() {
        Schema body = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("The member named after the connector's provider, with its secret fields.")
                .minProperties(1)
                .maxProperties(1)
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
        body.addProperty("aws", member("roleArn", Schema.SchemaType.STRING));
        body.addProperty(
                "azure",
                member("authenticationKey", Schema.SchemaType.STRING)
                        .addProperty("applicationId", text("uuid"))
                        .addProperty("authenticationKeyExpiresAt", text("date-time")));
        return body.addProperty("gcp", member("serviceAccountKey", Schema.SchemaType.OBJECT));
    }

    private static void secret(
            Map<String, Schema> schemas, String of, String name, Schema.SchemaType type, String description) {
        Schema schema = schemas.get(of);
        if (schema != null) {
            schema.addRequired(name);
            schema.addProperty(
                    name,
                    OASFactory.createSchema()
                            .addType(type)
                            .writeOnly(true)
                            .description(description + " Replaced by PUT .../credential, never by a patch."));
        }
    }

    private static Schema member(String secret, Schema.SchemaType type) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addRequired(secret)
                .addProperty(secret, OASFactory.createSchema().addType(type).writeOnly(true));
    }

    private static Schema text(String format) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).format(format);
    }
}
