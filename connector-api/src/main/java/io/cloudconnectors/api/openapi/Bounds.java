package io.cloudconnectors.api.openapi;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Bounds for what has none of its own: by its format, or what a body can hold at all. No number of this API is below zero.
 */
final class Bounds {
    private static final int UUID = 36;
    private static final int DATE_TIME = 40;
    /** As long as a text of a body may be. */
    private static final int TEXT = 65_536;

    private static final int ENTRIES = 10_000;

    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    void addTo(OpenAPI document) {
        document.getComponents().getSchemas().values().forEach(schema -> bound(schema, TEXT));
        document.getComponents().getResponses().values().forEach(this::bound);
        for (PathItem path : document.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(this::bound);
        }
    }

    private void bound(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> bound(parameter.getSchema(), TEXT));
        }
        if (operation.getRequestBody() != null) {
            bound(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().forEach(this::bound);
    }

    private void bound(APIResponse response) {
        bound(response.getContent());
        if (response.getHeaders() != null) {
            response.getHeaders().values().forEach(header -> bound(header.getSchema(), TEXT));
        }
    }

    /** A body that is no JSON is a text as a whole, and may be a stream. */
    private void bound(@Nullable Content content) {
        if (content != null) {
            content.getMediaTypes()
                    .forEach((type, media) -> bound(
                            media.getSchema(),
                            type.contains("json") && !type.contains("ndjson") ? TEXT : Integer.MAX_VALUE));
        }
    }

    private void bound(@Nullable Schema schema, int longest) {
        if (schema == null || !seen.add(schema)) {
            return;
        }
        boundItself(schema, longest);
        if (schema.getProperties() != null) {
            boundAll(schema.getProperties().values());
        }
        bound(schema.getItems(), TEXT);
        bound(schema.getAdditionalPropertiesSchema(), TEXT);
        boundAll(schema.getAnyOf());
        boundAll(schema.getOneOf());
        boundAll(schema.getAllOf());
    }

    private void boundAll(@Nullable Collection<Schema> schemas) {
        if (schemas != null) {
            schemas.forEach(schema -> bound(schema, TEXT));
        }
    }

    private static void boundItself(Schema schema, int longest) {
        List<Schema.SchemaType> types = schema.getType() == null ? List.of() : schema.getType();
        if (types.contains(Schema.SchemaType.STRING)
                && schema.getMaxLength() == null
                && schema.getEnumeration() == null
                && schema.getConstValue() == null) {
            schema.maxLength(ofFormat(schema.getFormat(), longest));
        }
        if (types.contains(Schema.SchemaType.INTEGER)) {
            if (schema.getMinimum() == null) {
                schema.minimum(BigDecimal.ZERO);
            }
            if (schema.getMaximum() == null) {
                schema.maximum(
                        BigDecimal.valueOf("int32".equals(schema.getFormat()) ? Integer.MAX_VALUE : Long.MAX_VALUE));
            }
        }
        if (types.contains(Schema.SchemaType.ARRAY) && schema.getMaxItems() == null) {
            schema.maxItems(ENTRIES);
        }
    }

    private static int ofFormat(@Nullable String format, int longest) {
        if (format == null) {
            return longest;
        }
        return switch (format) {
            case "uuid" -> UUID;
            case "date-time" -> DATE_TIME;
            default -> longest;
        };
    }
}
