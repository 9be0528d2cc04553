package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key file of a service account, kept as it was sent. Google's key files have no end unless an organisation sets one. */
record GoogleServiceAccountKey(
        @Nullable String projectId, @Nullable SecretBytes keyFile) implements Credential {
    static final CredentialKind KIND = new CredentialKind(
            "GCP_SERVICE_ACCOUNT_KEY",
            "gcp",
            Set.of("projectId", "keyFile"),
            false,
            sent -> new GoogleServiceAccountKey(sent.text("projectId"), sent.secret("keyFile")));

    private static final Pattern PROJECT_ID = Pattern.compile("([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");
    private static final int LONGEST_PROJECT_ID = 128;

    @Override
    public CredentialKind kind() {
        return KIND;
    }

    @Override
    public void check(Faults faults) {
        if (projectId == null
                || projectId.length() > LONGEST_PROJECT_ID
                || !PROJECT_ID.matcher(projectId).matches()) {
            faults.add("#/gcp/projectId", "Send a project id, not its name or number.");
        }
        if (keyFile == null) {
            faults.add("#/gcp/keyFile", "Send the JSON text of the service account's key file.");
        } else {
            GoogleKeyFile.fault(keyFile).ifPresent(fault -> faults.add("#/gcp/keyFile", fault));
        }
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("projectId", projectId);
        SecretJson.write(json, "keyFile", keyFile);
    }

    @Override
    public void close() {
        if (keyFile != null) {
            keyFile.close();
        }
    }

    @Override
    public String toString() {
        return "GoogleServiceAccountKey[redacted]";
    }
}
