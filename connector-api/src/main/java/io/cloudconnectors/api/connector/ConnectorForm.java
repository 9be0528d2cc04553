package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.body.Field;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.Provider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a connector's fields. A create body and what a patch makes of a connector are read by the same form. */
final class ConnectorForm {
    private static final List<String> COMMON =
            List.of("name", "description", "provider", "runFrequencyMinutes", "enabled", "labels");

    private static final TextRule NAME = TextRule.line(1, 128);
    private static final TextRule DESCRIPTION = TextRule.paragraph(1024);
    private static final int MOST_LABELS = 50;
    private static final TextRule LABEL_KEY = TextRule.matching(
            1, 63, Pattern.compile("[^=,]+"), "A key has no control characters, no comma and no equals sign.");
    private static final TextRule LABEL_VALUE = TextRule.line(0, 256);

    private static final Map<String, Form.Refusal> REFUSALS = refusals();

    private final RunFrequency frequency;

    ConnectorForm(RunFrequency frequency) {
        this.frequency = frequency;
    }

    /**
     * Reads the body of a creation.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED with every error
     */
    ConnectorChange read(JsonNode document) {
        Violations violations = new Violations();
        ConnectorChange creation = read(document, ProviderSpec.SecretRule.REQUIRED, "", violations);
        violations.refuseIfAny();
        return creation;
    }

    /**
     * Reads a whole document; what is not valid is noted and stands as its default in the result.
     *
     * @param known the service account of Google Cloud, when the body brings no key
     */
    ConnectorChange read(JsonNode document, ProviderSpec.SecretRule rule, String known, Violations violations) {
        Form form = Form.of(document, violations);
        String name = form.field("name")
                .required("Write a name of 1 to 128 characters.")
                .text(NAME);
        String description = form.field("description").text(DESCRIPTION);
        Provider provider = provider(form);
        Integer minutes = form.field("runFrequencyMinutes").integer(frequency.minimum(), frequency.maximum());
        Boolean enabled = form.field("enabled").flag();
        Map<String, String> labels = form.field("labels").textMap(MOST_LABELS, LABEL_KEY, LABEL_VALUE);
        ProviderSpec.Read account = account(form, provider, rule, known, violations);
        form.refuseOthers(REFUSALS);
        ConnectorSpec spec = new ConnectorSpec(
                Objects.requireNonNullElse(name, ""),
                Objects.requireNonNullElse(description, ""),
                Objects.requireNonNullElse(minutes, frequency.defaultMinutes()),
                Objects.requireNonNullElse(enabled, true),
                Objects.requireNonNullElse(labels, Map.of()),
                account.spec());
        return new ConnectorChange(spec, account.secret());
    }

    /** A member that must be there and is not has been noted: what stands for it then is never used. */
    private static ProviderSpec.Read account(
            Form form, @Nullable Provider provider, ProviderSpec.SecretRule rule, String known, Violations violations) {
        ProviderSpec.Read none = new ProviderSpec.Read(AwsSpec.empty(), new ProviderSecret.AwsRole(null));
        if (provider == null) {
            return guessed(form, rule, known, violations).orElse(none);
        }
        String name = ProviderForm.member(provider);
        Field member = form.field(name);
        if (provider != Provider.AWS) {
            member.required("Write the fields of the provider " + provider + " here.");
        }
        Form fields = member.object();
        return fields == null ? none : ProviderForm.read(provider, fields, rule, known, violations);
    }

    /** Without a provider the first member that is there is read all the same, so that its errors are reported too. */
    private static Optional<ProviderSpec.Read> guessed(
            Form form, ProviderSpec.SecretRule rule, String known, Violations violations) {
        for (Provider provider : Provider.values()) {
            Form fields = form.field(ProviderForm.member(provider)).object();
            if (fields != null) {
                return Optional.of(ProviderForm.read(provider, fields, rule, known, violations));
            }
        }
        return Optional.empty();
    }

    /** The members that a patch of a connector of this provider may name. */
    static Set<String> writable(Provider provider) {
        Set<String> names = new HashSet<>(COMMON);
        names.add(ProviderForm.member(provider));
        return names;
    }

    private static @Nullable Provider provider(Form form) {
        return form.field("provider").required("Write AWS, AZURE or GCP.").constant(Provider.class);
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
                "version")) {
            refusals.put(name, readOnly);
        }
        for (Provider provider : Provider.values()) {
            refusals.put(
                    ProviderForm.member(provider),
                    new Form.Refusal(
                            FieldErrorCode.OTHER_PROVIDER,
                            "It belongs to connectors of the provider " + provider + "; remove it."));
        }
        return Map.copyOf(refusals);
    }
}
