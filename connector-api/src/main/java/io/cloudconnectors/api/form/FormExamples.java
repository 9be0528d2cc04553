package io.cloudconnectors.api.form;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.contracts.Provider;

/** Bodies to copy. Where a secret belongs they say so: no example holds anything that looks like one. */
final class FormExamples {
    private static final String ANY_GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c330";
    private static final String KEY_FILE_TYPE = "service_account";

    private FormExamples() {}

    static ObjectNode creation(Provider provider) {
        return switch (provider) {
            case AWS -> aws();
            case AZURE -> azure();
            case GCP -> gcp();
        };
    }

    private static ObjectNode aws() {
        ObjectNode body = body("prod-eu", Provider.AWS);
        body.putObject("aws")
                .put("roleArn", "arn:aws:iam::123456789012:role/CloudConnector")
                .putArray("regions")
                .add("eu-central-1");
        body.put("runFrequencyMinutes", 240).putObject("labels").put("team", "payments");
        return body;
    }

    private static ObjectNode azure() {
        ObjectNode body = body("retail", Provider.AZURE);
        body.putObject("azure")
                .put("directoryId", ANY_GUID + "1")
                .put("applicationId", ANY_GUID + "2")
                .put("subscriptionId", ANY_GUID + "3")
                .put("authenticationKey", "the-value-of-the-client-secret")
                .put("authenticationKeyExpiresAt", "2027-05-01T00:00:00Z");
        return body;
    }

    private static ObjectNode gcp() {
        ObjectNode body = body("analytics", Provider.GCP);
        body.putObject("gcp")
                .put("projectId", "acme-prod")
                .putObject("serviceAccountKey")
                .put("type", KEY_FILE_TYPE)
                .put("project_id", "acme-prod")
                .put("private_key_id", "as-it-stands-in-the-key-file")
                .put(
                        "private_key",
                        "-----BEGIN PRIVATE KEY-----\nas it stands in the key file\n-----END PRIVATE KEY-----\n")
                .put("client_email", "reader@acme-prod.iam.gserviceaccount.com")
                .put("client_id", "123456789012345678901");
        return body;
    }

    private static ObjectNode body(String name, Provider provider) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("provider", provider.name());
    }
}
