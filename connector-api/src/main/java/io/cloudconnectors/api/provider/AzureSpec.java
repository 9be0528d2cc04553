package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.body.Field;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code azure} of a connector, without its client secret.
 *
 * @param directoryId Entra tenant, a lower-case GUID, as the other ids
 * @param authenticationKeyExpiresAt when Entra stops accepting the client secret; absent when the client does not say
 */
@Schema(name = "AzureFields", description = "What an Azure connector needs.", additionalProperties = Schema.False.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AzureSpec(
        @Schema(required = true, description = "The Directory (tenant) ID.", format = "uuid")
        String directoryId,

        @Schema(required = true, description = "The Application (client) ID.", format = "uuid")
        String applicationId,

        @Schema(required = true, description = "The subscription to read.", format = "uuid")
        String subscriptionId,

        @Schema(description = "Where the subscription lives.", defaultValue = "PUBLIC")
        AzureCloud cloud,

        @Schema(description = "When the client secret expires, as Entra shows it.") @Nullable
        Instant authenticationKeyExpiresAt)
        implements ProviderSpec {

    /** Any version: Microsoft hands out some that RFC 4122 does not know. */
    private static final TextRule GUID = TextRule.matching(
            36,
            36,
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
            "Write a GUID, such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301.");

    private static final TextRule KEY = TextRule.matching(
            1,
            512,
            Pattern.compile("[\\x21-\\x7E]+"),
            "Write the client secret's value, not its secret ID; it has no spaces.");

    static final Form.Refusal SEND_TO_CREDENTIAL = new Form.Refusal(
            FieldErrorCode.NOT_SUPPORTED,
            "Replace a secret with PUT /api/v1/connectors/{id}/credential; remove it here.");

    /** Reads the member; whatever is wrong goes to the form's violations. */
    static Read read(Form form, SecretRule rule) {
        String directory = guid(form, "directoryId", "Directory (tenant) ID");
        String application = guid(form, "applicationId", "Application (client) ID");
        String subscription = guid(form, "subscriptionId", "subscription ID");
        AzureCloud cloud = form.field("cloud").constant(AzureCloud.class);
        Instant expiresAt = form.field("authenticationKeyExpiresAt").instant();
        String key = null;
        if (rule == SecretRule.REQUIRED) {
            key = form.field("authenticationKey")
                    .required("Write the value of the application's client secret.")
                    .text(KEY);
        }
        form.refuseOthers(Map.of("authenticationKey", SEND_TO_CREDENTIAL));
        AzureSpec spec = new AzureSpec(
                directory, application, subscription, Objects.requireNonNullElse(cloud, AzureCloud.PUBLIC), expiresAt);
        return new Read(
                spec,
                new ProviderSecret.AzureKey(directory, application, Objects.requireNonNullElse(key, ""), expiresAt));
    }

    private static String guid(Form form, String name, String what) {
        Field field = form.field(name).required("Write the " + what + ", a GUID.");
        String text = field.text(GUID);
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public Provider provider() {
        return Provider.AZURE;
    }

    @Override
    public String account() {
        return subscriptionId;
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public StoredSettings settings() {
        return StoredSettings.azure(directoryId, subscriptionId, cloud);
    }

    @Override
    public @Nullable String leavesAccountOf(ProviderSpec before) {
        if (!(before instanceof AzureSpec azure) || !azure.subscriptionId.equals(subscriptionId)) {
            return "subscriptionId";
        }
        return azure.directoryId.equals(directoryId) ? null : "directoryId";
    }
}
