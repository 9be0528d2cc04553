package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client secret of an application registration. Entra says when it ends; the vault keeps that and acts on it never. */
record AzureClientSecret(
        @Nullable String directoryId,
        @Nullable String applicationId,
        @Nullable SecretBytes authenticationKey) implements Credential {
    static final CredentialKind KIND = new CredentialKind(
            "AZURE_CLIENT_SECRET",
            "azure",
            Set.of("directoryId", "applicationId", "authenticationKey"),
            false,
            sent -> new AzureClientSecret(
                    sent.text("directoryId"), sent.text("applicationId"), sent.secret("authenticationKey")));

    private static final int LONGEST_SECRET = 512;
    /** Of any version: Microsoft hands out some that RFC 4122 does not know. */
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @Override
    public CredentialKind kind() {
        return KIND;
    }

    @Override
    public void check(Faults faults) {
        guid("#/azure/directoryId", directoryId, faults);
        guid("#/azure/applicationId", applicationId, faults);
        if (authenticationKey == null || !isVisible(authenticationKey.expose())) {
            faults.add(
                    "#/azure/authenticationKey",
                    "Send the value of a client secret: 1 to " + LONGEST_SECRET + " visible ASCII characters.");
        }
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("directoryId", directoryId);
        json.writeStringField("applicationId", applicationId);
        SecretJson.write(json, "authenticationKey", authenticationKey);
    }

    @Override
    public void close() {
        if (authenticationKey != null) {
            authenticationKey.close();
        }
    }

    @Override
    public String toString() {
        return "AzureClientSecret[redacted]";
    }

    private static void guid(String pointer, @Nullable String value, Faults faults) {
        if (value == null || !GUID.matcher(value).matches()) {
            faults.add(pointer, "Send a lower-case GUID.");
        }
    }

    private static boolean isVisible(byte[] secret) {
        for (byte character : secret) {
            if (character < '!' || character > '~') {
                return false;
            }
        }
        return secret.length >= 1 && secret.length <= LONGEST_SECRET;
    }
}
