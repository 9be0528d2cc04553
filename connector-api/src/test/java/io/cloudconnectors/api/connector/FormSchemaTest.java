package io.cloudconnectors.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import io.cloudconnectors.api.form.ConnectorSchemas;
import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.contracts.Provider;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The published forms and the service's own reading agree about every document: thousands of valid and invalid ones are
 * given to a JSON Schema validator and to the service.
 */
class FormSchemaTest {
    private static final long SEED = 20_261_127;
    private static final int DOCUMENTS = 2_000;
    private static final String REGIONS = "/aws/regions";
    private static final String KEY_FILE = "/gcp/serviceAccountKey/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Provider, ObjectNode> VALID = valid();

    private final ConnectorForm form = new ConnectorForm(RunFrequency.USUAL);
    private final ConnectorPatch patch = new ConnectorPatch(form);
    private final ConnectorSchemas schemas = new ConnectorSchemas(form);
    private final Mutator mutator = new Mutator(new Random(SEED));
    private final Map<Provider, JsonSchema> creations = Arrays.stream(Provider.values())
            .collect(Collectors.toMap(Function.identity(), provider -> compiled(schemas.creation(provider))));
    private final Set<String> keywords = new TreeSet<>();
    private int accepted;

    /** What the service checks of every body and JSON Schema cannot say; the help of the fields does. */
    private static boolean isBeyondSchema(FieldError error) {
        return switch (error.code()) {
            // Two fields at once: a region that is not in the partition of the role.
            case WRONG_PARTITION -> true;
            // What a text means: it looks like a private key and is no RSA key of 2048 bits.
            case FORMAT -> error.detail().startsWith("This is no RSA key");
            default -> false;
        };
    }

    /** What depends on the connector that a patch or credential meets. A name or account that is taken is a 409. */
    private static boolean isBeyondSchemaOfChange(FieldError error) {
        return switch (error.code()) {
            // It leads to another account, subscription or project.
            case ACCOUNT_CHANGE -> true;
            // It takes away the role that the connector has.
            case REQUIRED -> error.detail().startsWith("A role can be replaced");
            // It names another application than the connector has, without the secret of that.
            case NOT_SUPPORTED -> error.detail().startsWith("Another application");
            default -> isBeyondSchema(error);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aCreationIsReadAsItsFormSays(Provider provider) {
        for (int i = 0; i < DOCUMENTS; i++) {
            ObjectNode document = mutator.mutate(valid(provider));
            // Who names another provider has its form before him.
            Optional<Provider> named = named(document);
            Set<String> bySchema =
                    pointers(creations.get(named.orElse(provider)).validate(document));
            List<FieldError> errors = errors(() -> form.read(document));
            Set<String> byService = pointers(errors);

            if (named.isPresent()) {
                bySchema.removeIf(pointer ->
                        !byService.contains(pointer) && errors.stream().anyMatch(error -> isSettledBy(error, pointer)));
                assertThat(byService).as("%s", document).isEqualTo(bySchema);
            } else {
                assertThat(byService).as("%s", document).contains("/provider");
                assertThat(bySchema).as("%s", document).contains("/provider");
            }
            accepted += bySchema.isEmpty() ? 1 : 0;
        }

        assertThat(accepted).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
        assertThat(keywords).isEqualTo(keywordsOf(provider));
    }

    @ParameterizedTest
    @EnumSource
    void aPatchIsReadAsItsFormSays(Provider provider) {
        ConnectorSpec current = form.read(valid(provider)).spec();
        ObjectNode whole = JSON.valueToTree(VALID.get(provider));
        ((ObjectNode) whole.at("/" + provider.name().toLowerCase(Locale.ROOT)))
                .remove(List.of("authenticationKey", "serviceAccountKey"));
        JsonSchema schema = compiled(schemas.change(provider));

        agree(schema, whole, document -> patch.apply(current, document));
    }

    @ParameterizedTest
    @EnumSource
    void aCredentialIsReadAsItsFormSays(Provider provider) {
        ConnectorSpec current = form.read(valid(provider)).spec();
        ObjectNode member = valid(provider).retain(provider.name().toLowerCase(Locale.ROOT));
        JsonSchema schema = compiled(schemas.replacement(provider));

        agree(schema, member, document -> patch.replaceCredential(current, document));
    }

    /** Of a connector that is there; what is not there is read as a creation. */
    @ParameterizedTest
    @EnumSource
    void anItemOfASetIsReadAsItsFormSays(Provider provider) {
        ConnectorSpec current = form.read(valid(provider)).spec();

        agree(compiled(schemas.item(provider)), valid(provider), document -> patch.replace(current, document));
    }

    @ParameterizedTest
    @EnumSource
    void anItemOfASetHasNoDraft(Provider provider) {
        ObjectNode item = valid(provider);
        ConnectorSpec current = form.read(item).spec();
        item.put("draftId", "3f2504e0-4f89-11d3-9a0c-0305e82c3301");

        assertThat(pointers(compiled(schemas.item(provider)).validate(item))).containsExactly("/draftId");
        assertThat(pointers(errors(() -> form.readItem(item)))).containsExactly("/draftId");
        assertThat(pointers(errors(() -> patch.replace(current, item)))).containsExactly("/draftId");
    }

    @ParameterizedTest
    @EnumSource
    void theExampleOfAFormIsValid(Provider provider) {
        ObjectNode schema = schemas.creation(provider);

        assertThat(compiled(schema).validate(schema.at("/examples/0"))).isEmpty();
    }

    @Test
    void theBoundsOfTheRunFrequencyAreTheConfiguredOnes() {
        var often = new RunFrequency.Usual(5, 10, 7);

        JsonNode minutes = new ConnectorSchemas(new ConnectorForm(often))
                .creation(Provider.AWS)
                .at("/properties/runFrequencyMinutes");

        assertThat(minutes.get("minimum").intValue()).isEqualTo(5);
        assertThat(minutes.get("maximum").intValue()).isEqualTo(10);
        assertThat(minutes.get("default").intValue()).isEqualTo(7);
        assertThat(minutes.get("x-recommended").intValue()).isEqualTo(7);
    }

    /** Of a change only the verdict is compared: what it says of the connector that it meets comes in its own order. */
    private void agree(JsonSchema schema, ObjectNode valid, Consumer<JsonNode> reading) {
        for (int i = 0; i < DOCUMENTS; i++) {
            ObjectNode document = mutator.mutate(valid);
            boolean bySchema = schema.validate(document).isEmpty();
            List<FieldError> errors = errors(() -> reading.accept(document));
            if (errors.stream().anyMatch(FormSchemaTest::isTooManyLabels)) {
                continue;
            }
            boolean byService = errors.stream().allMatch(FormSchemaTest::isBeyondSchemaOfChange);

            assertThat(byService).as("%s%n%s", document, errors).isEqualTo(bySchema);
            accepted += bySchema ? 1 : 0;
        }

        assertThat(accepted).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    /** With those that the connector has; then nothing more is said of them. */
    private static boolean isTooManyLabels(FieldError error) {
        return error.code() == FieldErrorCode.TOO_MANY && "#/labels".equals(error.pointer());
    }

    private static List<FieldError> errors(Runnable reading) {
        try {
            reading.run();
            return List.of();
        } catch (ProblemException e) {
            return e.problem().errors();
        }
    }

    private static Optional<Provider> named(JsonNode document) {
        return Arrays.stream(Provider.values())
                .filter(provider ->
                        provider.name().equals(document.path("provider").textValue()))
                .findFirst();
    }

    /**
     * Of a key file of another type, and of a list or map that is too long, the service says nothing more; and entries that
     * are not valid are not compared with each other.
     */
    private static boolean isSettledBy(FieldError error, String pointer) {
        String at = error.pointer().substring(1);
        return switch (error.code()) {
            case TOO_MANY -> pointer.startsWith(at + "/");
            case NOT_SUPPORTED, REQUIRED, WRONG_TYPE ->
                at.equals(KEY_FILE + "type") && pointer.startsWith(KEY_FILE) && !pointer.equals(at)
                        || at.startsWith(REGIONS + "/") && pointer.equals(REGIONS);
            case LENGTH, FORMAT -> at.startsWith(REGIONS + "/") && pointer.equals(REGIONS);
            default -> false;
        };
    }

    /** As the schema's pointers: decoded, and an entry that is there twice is told of its list. */
    private static Set<String> pointers(List<FieldError> errors) {
        Set<String> pointers = new TreeSet<>();
        for (FieldError error : errors) {
            String pointer =
                    URLDecoder.decode(error.pointer(), StandardCharsets.UTF_8).substring(1);
            if (!isBeyondSchema(error)) {
                pointers.add(
                        error.code() == FieldErrorCode.DUPLICATE_ITEM
                                ? pointer.substring(0, pointer.lastIndexOf('/'))
                                : pointer);
            }
        }
        return pointers;
    }

    private Set<String> pointers(Set<ValidationMessage> messages) {
        Set<String> pointers = new TreeSet<>();
        for (ValidationMessage message : messages) {
            boolean ofKey = message.getEvaluationPath().toString().contains("/propertyNames/");
            keywords.add(ofKey ? "propertyNames" : message.getType());
            StringBuilder pointer = new StringBuilder();
            JsonNodePath path = message.getInstanceLocation();
            for (int i = 0; i < path.getNameCount(); i++) {
                pointer.append(step(path.getElement(i).toString()));
            }
            pointers.add(
                    message.getProperty() == null
                            ? pointer.toString()
                            : pointer.append(step(message.getProperty())).toString());
        }
        return pointers;
    }

    /** The service cuts the names that clients invent. */
    private static String step(String name) {
        String shown = name.length() <= 64 ? name : name.substring(0, 64) + "...";
        return "/" + shown.replace("~", "~0").replace("/", "~1");
    }

    /** Every rule is broken by some document. */
    private Set<String> keywordsOf(Provider provider) {
        Set<String> rules = new TreeSet<>(Set.of(
                "additionalProperties",
                "const",
                "maxLength",
                "maxProperties",
                "maximum",
                "minLength",
                "minimum",
                "pattern",
                "propertyNames",
                "required",
                "type"));
        rules.addAll(
                switch (provider) {
                    case AWS -> Set.of("maxItems", "uniqueItems");
                    case AZURE -> Set.of("enum", "format");
                    case GCP -> Set.of("enum");
                });
        return rules;
    }

    private static JsonSchema compiled(ObjectNode schema) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(FormSchemaTest::asInEcmaScript)
                .build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, config);
    }

    /** There {@code $} is the end of the text; in Java it would also stand before a last line break. */
    private static RegularExpression asInEcmaScript(String regex) {
        Pattern pattern = Pattern.compile(regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
        return text -> pattern.matcher(text).find();
    }

    private static ObjectNode valid(Provider provider) {
        return VALID.get(provider).deepCopy();
    }

    private static Map<Provider, ObjectNode> valid() {
        String common =
                "\"description\": \"a\\nb\", \"runFrequencyMinutes\": 240, \"requestsPerSecond\": 20, \"enabled\": true,"
                        + " \"labels\": {\"team\": \"payments\", \"cost centre\": \"\"}";
        return new EnumMap<>(Map.of(
                Provider.AWS,
                read("""
                        {"name": "prod-eu", "provider": "AWS", "aws": {"roleArn": "arn:aws:iam::123456789012:role/Reader", \
                        "regions": ["eu-central-1", "eu-west-1"]}, %s}""".formatted(common)),
                Provider.AZURE,
                read("""
                        {"name": "az", "provider": "AZURE", "azure": {"directoryId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", \
                        "applicationId": "3F2504E0-4F89-11D3-9A0C-0305E82C3302", "cloud": "PUBLIC", \
                        "subscriptionId": "3f2504e0-4f89-11d3-9a0c-0305e82c3303", "authenticationKey": "a~secret", \
                        "authenticationKeyExpiresAt": "2027-05-01T00:00:00Z"}, %s}""".formatted(common)),
                Provider.GCP,
                read("""
                        {"name": "gcp", "provider": "GCP", "gcp": {"projectId": "acme-prod", "serviceAccountKey": %s}, %s}
                        """.formatted(KeyFiles.serviceAccount(), common))));
    }

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
