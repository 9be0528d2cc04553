package io.cloudconnectors.api.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Gives each JSON body an example that its schema allows, made of the examples of its members, unless somebody wrote a
 * better one.
 */
final class BodyExamples {
    private static final String ID = "0198f2a4-7c51-7d6e-9b1f-3f6f5c2d8e90";
    /** Texts that say more than the name of their member. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("roleArn", "arn:aws:iam::123456789012:role/CloudConnector"),
            Map.entry("accountId", "123456789012"),
            Map.entry("platformAccountId", "999988887777"),
            Map.entry("externalId", "cc-9a9f1ef7d467dc5426e955caa337601eba169470"),
            Map.entry("name", "prod-eu"),
            Map.entry("description", "Production, Europe"),
            Map.entry("region", "eu-central-1"),
            Map.entry("regions", "eu-central-1"),
            Map.entry("providerRequestId", "7f3c2a10-5b1d"),
            Map.entry("projectId", "acme-prod"),
            Map.entry("fingerprint", "b5bb9d8014a0f9b1"),
            Map.entry("providerCode", "AccessDenied"),
            Map.entry("message", "The role does not let the platform in."),
            Map.entry("nextAction", "Correct the role's trust policy."));
    /** Members of one schema that would contradict each other, or show every provider at once, if each spoke for itself. */
    private static final Map<String, Map<String, Object>> COHERENT = Map.of(
            "Connector", Map.of("state", "OFFLINE", "health", "ERROR", "version", 3),
            "ConnectorSchedule", Map.of("waitingFor", "AWAITING_PROBE"),
            "ConnectorCurrentRun", Map.of("trigger", "PROBE", "attempt", 1),
            "ConnectorLastRun", Map.of("state", "FAILED", "attempt", 1),
            "ConnectorCredential", Map.of("version", 1));

    private static final Map<String, Set<String>> LEFT_OUT = Map.of("Connector", Set.of("azure", "gcp"));

    private final Map<String, Schema> named;

    BodyExamples(Map<String, Schema> named) {
        this.named = named;
    }

    void addTo(OpenAPI document) {
        for (PathItem path : document.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(this::addTo);
        }
    }

    private void addTo(Operation operation) {
        if (operation.getRequestBody() != null) {
            addTo(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().stream()
                .filter(response -> response.getRef() == null)
                .forEach(response -> addTo(response.getContent()));
    }

    private void addTo(@Nullable Content content) {
        if (content != null) {
            content.getMediaTypes().forEach((type, media) -> {
                if (type.endsWith("json") && !type.contains("ndjson")) {
                    addTo(media);
                }
            });
        }
    }

    private void addTo(MediaType media) {
        Schema schema = media.getSchema();
        if (schema == null || media.getExample() != null || media.getExamples() != null) {
            return;
        }
        Schema target = schema.getRef() == null ? schema : referred(schema);
        if (target.getExamples() == null || target.getExamples().isEmpty()) {
            Object example = of("body", schema, new HashSet<>());
            if (example != null) {
                target.addExample(example);
            }
        }
    }

    private Schema referred(Schema reference) {
        String ref = reference.getRef();
        return Objects.requireNonNull(named.get(ref.substring(ref.lastIndexOf('/') + 1)), ref);
    }

    /** @param within the names of the schemas that this one is part of; a schema within itself has no example */
    private @Nullable Object of(String name, Schema schema, Set<String> within) {
        if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
            return schema.getExamples().getFirst();
        }
        if (schema.getRef() != null) {
            Set<String> inner = new HashSet<>(within);
            return inner.add(schema.getRef()) ? coherent(schema.getRef(), of(name, referred(schema), inner)) : null;
        }
        if (schema.getConstValue() != null) {
            return schema.getConstValue();
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return schema.getEnumeration().getFirst();
        }
        List<Schema> choices = schema.getOneOf() != null ? schema.getOneOf() : schema.getAnyOf();
        if (choices != null && !choices.isEmpty()) {
            return of(name, choices.getFirst(), within);
        }
        if (schema.getAllOf() != null && schema.getAllOf().size() == 1) {
            return of(name, schema.getAllOf().getFirst(), within);
        }
        return schema.getType() == null || schema.getType().isEmpty()
                ? (schema.getProperties() == null ? null : object(schema, within))
                : ofType(name, schema, within);
    }

    private static @Nullable Object coherent(String ref, @Nullable Object example) {
        String schema = ref.substring(ref.lastIndexOf('/') + 1);
        if (!(example instanceof Map<?, ?> members)) {
            return example;
        }
        Map<String, Object> coherent = new LinkedHashMap<>();
        Map<String, Object> better = COHERENT.getOrDefault(schema, Map.of());
        members.forEach((member, value) -> {
            if (!LEFT_OUT.getOrDefault(schema, Set.of()).contains(member)) {
                coherent.put((String) member, better.getOrDefault(member, value));
            }
        });
        return coherent;
    }

    private @Nullable Object ofType(String name, Schema schema, Set<String> within) {
        return switch (schema.getType().getFirst()) {
            case STRING -> text(name, schema);
            case INTEGER, NUMBER -> schema.getMinimum() == null ? BigDecimal.ONE : schema.getMinimum();
            case BOOLEAN -> true;
            case ARRAY -> entries(name, schema, within);
            case OBJECT -> object(schema, within);
            case NULL -> null;
        };
    }

    private static String text(String name, Schema schema) {
        String format = schema.getFormat() == null ? "" : schema.getFormat();
        return switch (format) {
            case "uuid" -> ID;
            case "date-time" -> "2027-05-01T00:00:00Z";
            case "uri" -> "https://example.com";
            default -> TEXTS.getOrDefault(name, name);
        };
    }

    private List<Object> entries(String name, Schema schema, Set<String> within) {
        Object entry = schema.getItems() == null ? null : of(name, schema.getItems(), within);
        return entry == null ? List.of() : List.of(entry);
    }

    /** Members that are null are left out where that is allowed, and no more are given than may be there. */
    private Map<String, Object> object(Schema schema, Set<String> within) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            int most = schema.getMaxProperties() == null ? Integer.MAX_VALUE : schema.getMaxProperties();
            for (Map.Entry<String, Schema> member :
                    new ArrayList<>(schema.getProperties().entrySet())) {
                Object value = of(member.getKey(), member.getValue(), within);
                if (value != null && object.size() < most) {
                    object.put(member.getKey(), value);
                }
            }
        }
        return object;
    }
}
