package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.body.Field;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.contracts.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a connector's fields. A create body and what a patch makes of a connector are read by the same form. */
final class ConnectorForm {
    static final List<String> WRITABLE =
            List.of("name", "description", "provider", "runFrequencyMinutes", "enabled", "labels", "aws");

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
     * Reads a whole document.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED with every error
     */
    ConnectorSpec read(JsonNode document) {
        Violations violations = new Violations();
        ConnectorSpec spec = read(document, violations);
        violations.refuseIfAny();
        return spec;
    }

    /** Reads a whole document; what is not valid is noted and stands as its default in the result. */
    ConnectorSpec read(JsonNode document, Violations violations) {
        Form form = Form.of(document, violations);
        String name = form.field("name")
                .required("Write a name of 1 to 128 characters.")
                .text(NAME);
        String description = form.field("description").text(DESCRIPTION);
        Provider provider = provider(form);
        Integer minutes = form.field("runFrequencyMinutes").integer(frequency.minimum(), frequency.maximum());
        Boolean enabled = form.field("enabled").flag();
        Map<String, String> labels = form.field("labels").textMap(MOST_LABELS, LABEL_KEY, LABEL_VALUE);
        Form aws = form.field("aws").object();
        form.refuseOthers(REFUSALS);
        return new ConnectorSpec(
                Objects.requireNonNullElse(name, ""),
                Objects.requireNonNullElse(description, ""),
                Objects.requireNonNullElse(provider, Provider.AWS),
                Objects.requireNonNullElse(minutes, frequency.defaultMinutes()),
                Objects.requireNonNullElse(enabled, true),
                Objects.requireNonNullElse(labels, Map.of()),
                aws == null ? AwsSpec.empty() : AwsSpec.read(aws, violations));
    }

    private static @Nullable Provider provider(Form form) {
        Field field = form.field("provider").required("Write \"AWS\".");
        Provider provider = field.constant(Provider.class);
        if (provider == null) {
            return null;
        }
        switch (provider) {
            case AWS -> {}
            case AZURE, GCP -> {
                field.refuse(FieldErrorCode.NOT_SUPPORTED, "AWS is supported at present; write \"AWS\".");
                form.field(member(provider));
            }
        }
        return provider;
    }

    private static String member(Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
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
        for (Provider provider : List.of(Provider.AZURE, Provider.GCP)) {
            refusals.put(
                    member(provider),
                    new Form.Refusal(
                            FieldErrorCode.OTHER_PROVIDER,
                            "It belongs to connectors of the provider " + provider + "; remove it."));
        }
        return Map.copyOf(refusals);
    }
}
