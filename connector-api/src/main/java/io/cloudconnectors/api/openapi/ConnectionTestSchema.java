package io.cloudconnectors.api.openapi;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The body of a connection test: nothing, a version, or the provider's member with its secret. */
final class ConnectionTestSchema {
    private ConnectionTestSchema() {}

    static Schema schema() {
        Schema nothing = object().maxProperties(0).description("The current credential.");
        Schema version = object().description("A version that the connector has; not of a draft.")
                .addRequired("credentialVersion")
                .addProperty(
                        "credentialVersion",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .format("int32")
                                .minimum(BigDecimal.ONE));
        Schema trial = OASFactory.createSchema().ref("#/components/schemas/ConnectorCredentialReplacement");
        return OASFactory.createSchema()
                .description(
                        "Nothing, a version, or the provider's member with its secret, which the vault keeps for ten"
                                + " minutes. Of a connector it may leave out what stays; of a draft it is whole.")
                .addAnyOf(nothing)
                .addAnyOf(version)
                .addAnyOf(trial);
    }

    private static Schema object() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
    }
}
