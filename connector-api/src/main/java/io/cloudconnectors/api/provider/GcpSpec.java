package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cloudconnectors.api.body.Input;
import io.cloudconnectors.api.body.Member;
import io.cloudconnectors.api.body.Shape;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.contracts.Provider;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code gcp} of a connector, without the private half of its key.
 *
 * @param projectId the project to read; the service account may belong to another one
 * @param clientEmail the service account, taken from its key file
 */
public record GcpSpec(String projectId, @JsonIgnore String clientEmail) implements ProviderSpec {

    private static final Member<String> PROJECT_ID = Member.of(
                    "projectId", GcpProject.RULE, "Project ID", "The project to read: its id, not its name or number.")
            .placeholder("acme-prod")
            .required("Write the project's id.");

    private static final Member<Values> SERVICE_ACCOUNT_KEY = Member.of(
                    "serviceAccountKey",
                    GcpKeyFile.SHAPE,
                    "Service account key",
                    "The JSON key file of a service account, which may belong to another project. It is sealed in the"
                            + " vault and never shown again; the addresses in it are never used.")
            .asked(Input.JSON_FILE)
            .required("Write the service account's key file, a JSON object of the type service_account.")
            .writeOnly();

    static final Shape SHAPE = Shape.of(PROJECT_ID, SERVICE_ACCOUNT_KEY);

    /**
     * The member as it was read.
     *
     * @param clientEmail the service account that stays when the body brings no key
     */
    static Read of(Values values, SecretRule rule, String clientEmail) {
        String project = values.get(PROJECT_ID, "");
        Values file = rule == SecretRule.REQUIRED ? values.find(SERVICE_ACCOUNT_KEY) : null;
        GcpKeyFile key = file == null ? null : GcpKeyFile.of(file);
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
