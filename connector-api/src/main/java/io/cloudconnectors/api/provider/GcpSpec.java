package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.contracts.Provider;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code gcp} of a connector, without the private half of its key.
 *
 * @param projectId the project to read; the service account may belong to another one
 * @param clientEmail the service account, taken from its key file
 */
@Schema(
        name = "GcpFields",
        description = "What a Google Cloud connector needs.",
        additionalProperties = Schema.False.class)
public record GcpSpec(
        @Schema(
                required = true,
                description = "The project to read: its id, not its name or number.",
                examples = "acme-prod",
                pattern = "^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$")
        String projectId,

        @Schema(hidden = true) @JsonIgnore String clientEmail)
        implements ProviderSpec {

    static final TextRule PROJECT = TextRule.matching(
            6,
            128,
            Pattern.compile("([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]"),
            "Write the project's id, such as acme-prod; not its name or number.");

    /**
     * Reads the member; whatever is wrong goes to the form's violations.
     *
     * @param clientEmail the service account that stays when the body brings no key
     */
    static Read read(Form form, SecretRule rule, String clientEmail) {
        String project = Objects.requireNonNullElse(
                form.field("projectId").required("Write the project's id.").text(PROJECT), "");
        GcpKeyFile key = null;
        if (rule == SecretRule.REQUIRED) {
            var field = form.field("serviceAccountKey")
                    .required("Write the service account's key file, a JSON object of the type service_account.");
            Form file = field.object();
            key = file == null ? null : GcpKeyFile.read(file);
        }
        form.refuseOthers(Map.of("serviceAccountKey", AzureSpec.SEND_TO_CREDENTIAL));
        return new Read(
                new GcpSpec(project, key == null ? clientEmail : key.clientEmail()),
                new ProviderSecret.GcpKey(project, key == null ? "" : key.json()));
    }

    @Override
    public Provider provider() {
        return Provider.GCP;
    }

    @Override
    public String account() {
        return projectId;
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public StoredSettings settings() {
        return StoredSettings.gcp(projectId);
    }

    @Override
    public @Nullable String leavesAccountOf(ProviderSpec before) {
        return before instanceof GcpSpec gcp && gcp.projectId.equals(projectId) ? null : "projectId";
    }
}
