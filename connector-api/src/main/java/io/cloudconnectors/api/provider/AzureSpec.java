package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.body.ChoiceRule;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Input;
import io.cloudconnectors.api.body.Member;
import io.cloudconnectors.api.body.MomentRule;
import io.cloudconnectors.api.body.Shape;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code azure} of a connector, without its client secret.
 *
 * @param directoryId Entra tenant, a lower-case GUID, as the other ids
 * @param authenticationKeyExpiresAt when Entra stops accepting the client secret; absent when the client does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AzureSpec(
        String directoryId,
        String applicationId,
        String subscriptionId,
        AzureCloud cloud,
        @Nullable Instant authenticationKeyExpiresAt)
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

    private static final Member<String> DIRECTORY_ID =
            guid("directoryId", "Directory (tenant) ID", "Microsoft Entra ID > Overview > Tenant ID.");

    private static final Member<String> APPLICATION_ID = guid(
                    "applicationId",
                    "Application (client) ID",
                    "App registrations > the application > Overview. Give the application the role Reader on the"
                            + " subscription.")
            .credential();

    private static final Member<String> SUBSCRIPTION_ID =
            guid("subscriptionId", "Subscription ID", "The subscription to read. A connector keeps its subscription.");

    private static final Member<AzureCloud> CLOUD = Member.of(
                    "cloud",
                    new ChoiceRule<>(
                            AzureCloud.class,
                            Map.of(
                                    AzureCloud.PUBLIC, "Azure",
                                    AzureCloud.US_GOVERNMENT, "Azure Government (US)",
                                    AzureCloud.CHINA, "Azure operated by 21Vianet (China)")),
                    "Cloud",
                    "Where the subscription lives.")
            .otherwise(AzureCloud.PUBLIC);

    private static final Member<String> AUTHENTICATION_KEY = Member.of(
                    "authenticationKey",
                    KEY,
                    "Client secret",
                    "App registrations > the application > Certificates & secrets: the value of a client secret, not its"
                            + " ID. It is sealed in the vault and never shown again.")
            .asked(Input.PASSWORD)
            .required("Write the value of the application's client secret.")
            .writeOnly();

    private static final Member<Instant> EXPIRES_AT = Member.of(
                    "authenticationKeyExpiresAt",
                    new MomentRule(),
                    "Client secret expires",
                    "As Entra shows it beside the secret; 24 months ahead at most. Warnings come before it.")
            .placeholder("2027-05-01T00:00:00Z")
            .credential();

    static final Shape SHAPE =
            Shape.of(DIRECTORY_ID, APPLICATION_ID, SUBSCRIPTION_ID, CLOUD, AUTHENTICATION_KEY, EXPIRES_AT);

    /** The member as it was read. */
    static Read of(Values values, SecretRule rule) {
        String directory = values.get(DIRECTORY_ID, "").toLowerCase(Locale.ROOT);
        String application = values.get(APPLICATION_ID, "").toLowerCase(Locale.ROOT);
        String subscription = values.get(SUBSCRIPTION_ID, "").toLowerCase(Locale.ROOT);
        Instant expiresAt = values.find(EXPIRES_AT);
        String key = rule == SecretRule.REQUIRED ? values.get(AUTHENTICATION_KEY, "") : "";
        return new Read(
                new AzureSpec(directory, application, subscription, values.get(CLOUD), expiresAt),
                new ProviderSecret.AzureKey(directory, application, key, expiresAt));
    }

    private static Member<String> guid(String name, String title, String help) {
        return Member.of(name, GUID, title, help)
                .placeholder("00000000-0000-0000-0000-000000000000")
                .required("Write the " + title + ", a GUID.");
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
