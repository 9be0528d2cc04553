package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.body.FixedTextRule;
import io.cloudconnectors.api.body.FlagRule;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Member;
import io.cloudconnectors.api.body.NumberRule;
import io.cloudconnectors.api.body.Shape;
import io.cloudconnectors.api.body.TextMapRule;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.Provider;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a connector, each declared once: what is read here is published as the form's JSON Schema. A create body
 * and what a patch makes of a connector are read by the same form.
 */
public final class ConnectorForm {
    private static final Member<String> NAME = Member.of(
                    "name", TextRule.line(1, 128), "Name", "Unique in the tenant; upper and lower case are the same.")
            .placeholder("prod-eu")
            .required("Write a name of 1 to 128 characters.");

    private static final Member<String> DESCRIPTION = Member.of(
                    "description",
                    TextRule.paragraph(1024),
                    "Description",
                    "What this account is, for your colleagues.")
            .otherwise("");

    private static final Member<Boolean> ENABLED = Member.of(
                    "enabled", new FlagRule(), "Enabled", "A connector that is not enabled is not run by its schedule.")
            .otherwise(true);

    private static final Member<Integer> REQUESTS = Member.of(
            "requestsPerSecond",
            new NumberRule(1, 1000),
            "Requests a second",
            "The most that the platform sends to this account, on average; without it, the platform's own limit.");

    private static final TextRule LABEL_KEY =
            TextRule.without("=,", 1, 63, "A key has no control characters, no comma and no equals sign.");

    private static final Member<Map<String, String>> LABELS = Member.of(
                    "labels",
                    new TextMapRule(50, LABEL_KEY, TextRule.line(0, 256)),
                    "Labels",
                    "Up to 50 keys of 1 to 63 characters, with values of up to 256; connectors are found by them.")
            .otherwise(Map.of());

    private static final Member<String> DRAFT = Member.of(
            "draftId",
            DraftReservations.DRAFT_ID,
            "Draft",
            "A draft of the same provider, which is used up: the connector has its id and External ID.");

    private static final Map<String, Form.Refusal> REFUSALS = refusals();

    private final Member<Integer> frequency;
    private final Map<Provider, Whole> creations = new EnumMap<>(Provider.class);
    private final Map<Provider, Whole> documents = new EnumMap<>(Provider.class);
    private final Map<Provider, Whole> changes = new EnumMap<>(Provider.class);

    public ConnectorForm(RunFrequency frequency) {
        this.frequency = Member.of(
                        "runFrequencyMinutes",
                        new NumberRule(frequency.minimum(), frequency.maximum()),
                        "Run frequency",
                        "Minutes from the start of a run to the start of the next.")
                .otherwise(frequency.defaultMinutes())
                .recommended(frequency.defaultMinutes());
        for (Provider provider : Provider.values()) {
            creations.put(provider, whole(provider, ProviderSpec.SecretRule.REQUIRED, DRAFT));
            documents.put(provider, whole(provider, ProviderSpec.SecretRule.REQUIRED));
            changes.put(provider, whole(provider, ProviderSpec.SecretRule.REFUSED));
        }
    }

    /** The whole body that creates a connector of a provider. */
    public Shape creation(Provider provider) {
        return Objects.requireNonNull(creations.get(provider)).shape();
    }

    /** All that a connector of a provider is; without its secrets, the document that a patch changes. */
    public Shape shape(Provider provider, ProviderSpec.SecretRule rule) {
        return Objects.requireNonNull(wholes(rule).get(provider)).shape();
    }

    /**
     * Reads the body of a creation.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED with every error
     */
    ConnectorChange read(JsonNode document) {
        return read(document, creations);
    }

    /**
     * Reads a connector of a set that is not there yet. A draft is used up by one connector, and a set is applied again and
     * again: so an item has none.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED with every error
     */
    ConnectorChange readItem(JsonNode document) {
        return read(document, documents);
    }

    private ConnectorChange read(JsonNode document, Map<Provider, Whole> wholes) {
        Violations violations = new Violations();
        ConnectorChange creation = read(document, wholes, "", violations);
        violations.refuseIfAny();
        return creation;
    }

    /**
     * Reads a whole document; what is not valid is noted and stands as its default in the result.
     *
     * @param known the service account of Google Cloud, when the body brings no key
     */
    ConnectorChange read(JsonNode document, ProviderSpec.SecretRule rule, String known, Violations violations) {
        return read(document, wholes(rule), known, violations);
    }

    private ConnectorChange read(JsonNode document, Map<Provider, Whole> wholes, String known, Violations violations) {
        Form form = Form.of(document, violations);
        Provider provider = presumed(document);
        Whole whole = Objects.requireNonNull(wholes.get(provider));
        Values values = whole.shape().read(form);
        Values fields = values.find(whole.account());
        ProviderSpec.Read account = fields == null
                ? new ProviderSpec.Read(AwsSpec.empty(), new ProviderSecret.AwsRole(null))
                : ProviderForm.read(provider, fields, whole.rule(), known, violations);
        String draft = whole.shape().names().contains(DRAFT.name()) ? values.find(DRAFT) : null;
        ConnectorSpec spec = new ConnectorSpec(
                values.get(NAME, ""),
                values.get(DESCRIPTION),
                values.get(frequency),
                values.find(REQUESTS),
                values.get(ENABLED),
                values.get(LABELS),
                account.spec());
        return new ConnectorChange(spec, account.secret(), draft == null ? null : UUID.fromString(draft));
    }

    /** Whether a connector can have a label with this key. */
    static boolean isLabelKey(String key) {
        return LABEL_KEY.takes(key);
    }

    /** Reads the name alone. */
    static @Nullable String name(Form form) {
        return NAME.read(form);
    }

    /** The members that a patch of a connector of this provider may name. */
    Set<String> writable(Provider provider) {
        return shape(provider, ProviderSpec.SecretRule.REFUSED).names();
    }

    /**
     * Whose form a document is read by. Where it does not say so, which is an error, the first member of a provider
     * decides, so that the errors in there are reported too.
     */
    private static Provider presumed(JsonNode document) {
        for (Provider provider : Provider.values()) {
            if (provider.name().equals(document.path("provider").textValue())) {
                return provider;
            }
        }
        for (Provider provider : Provider.values()) {
            if (document.hasNonNull(ProviderForm.member(provider))) {
                return provider;
            }
        }
        return Provider.AWS;
    }

    private Map<Provider, Whole> wholes(ProviderSpec.SecretRule rule) {
        return switch (rule) {
            case REQUIRED -> documents;
            case REFUSED -> changes;
        };
    }

    private Whole whole(Provider provider, ProviderSpec.SecretRule rule, Member<?>... more) {
        Member<Values> account = account(provider, rule);
        Member<?>[] members = Stream.concat(
                        Stream.of(NAME, DESCRIPTION, provider(provider), account, frequency, REQUESTS, ENABLED, LABELS),
                        Stream.of(more))
                .toArray(Member<?>[]::new);
        return new Whole(Shape.of(members).refusing(REFUSALS), account, rule);
    }

    private static Member<String> provider(Provider provider) {
        return Member.of(
                        "provider",
                        new FixedTextRule(
                                provider.name(), FieldErrorCode.FORMAT, other -> "Write one of AWS, AZURE, GCP."),
                        "Provider",
                        "Decides which member carries the account.")
                .required("Write AWS, AZURE or GCP.");
    }

    private static Member<Values> account(Provider provider, ProviderSpec.SecretRule rule) {
        Member<Values> member = Member.of(
                ProviderForm.member(provider),
                ProviderForm.shape(provider, rule),
                ProviderForm.displayName(provider),
                "The " + ProviderForm.accountName(provider)
                        + " to read. It is read by one connector of the tenant, and a" + " connector keeps it.");
        return switch (provider) {
            case AWS -> member;
            case AZURE, GCP -> member.required("Write the fields of the provider " + provider + " here.");
        };
    }

    private static Map<String, Form.Refusal> refusals() {
        Map<String, Form.Refusal> refusals = new HashMap<>();
        Form.Refusal readOnly =
                new Form.Refusal(FieldErrorCode.READ_ONLY, "The service sets this field; remove it from the body.");
        for (String name : List.of(
                "id",
                "state",
                "health",
                "reason",
                "credential",
                "schedule",
                "currentRun",
                "lastRun",
                "lastSuccessAt",
                "createdAt",
                "updatedAt",
                "version",
                "permissionGaps",
                "permissionPatch")) {
            refusals.put(name, readOnly);
        }
        refusals.put(
                "draftId",
                new Form.Refusal(
                        FieldErrorCode.NOT_SUPPORTED,
                        "A draft becomes one connector, with POST /api/v1/connectors; remove it here."));
        for (Provider provider : Provider.values()) {
            refusals.put(
                    ProviderForm.member(provider),
                    new Form.Refusal(
                            FieldErrorCode.OTHER_PROVIDER,
                            "It belongs to connectors of the provider " + provider + "; remove it."));
        }
        return Map.copyOf(refusals);
    }

    /** @param account the member of the shape that is named after the provider */
    private record Whole(Shape shape, Member<Values> account, ProviderSpec.SecretRule rule) {}
}
