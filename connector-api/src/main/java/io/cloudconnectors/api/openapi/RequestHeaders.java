package io.cloudconnectors.api.openapi;

import java.util.List;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The headers that hold for every operation of a kind: {@code Idempotency-Key}, {@code If-Match}, {@code Location} and
 * {@code ETag}.
 */
final class RequestHeaders {
    private static final String CONNECTOR = "#/components/schemas/Connector";

    private RequestHeaders() {}

    static void addTo(PathItem.HttpMethod method, Operation operation) {
        switch (method) {
            case POST -> {
                operation.addParameter(header(
                        "Idempotency-Key",
                        "Names this request, so that it can be sent again: a retry, with the same path and body, gets the"
                                + " first answer and Idempotency-Replayed: true. A new UUID for each request is a good name."
                                + " Kept for 24 hours. What holds for a while is not kept: 5xx, 429, and any answer with"
                                + " Retry-After.",
                        255));
                operation.getResponses().getAPIResponses().forEach((status, response) -> {
                    if (status.startsWith("2")) {
                        response.addHeader("Idempotency-Replayed", replayed());
                    }
                });
            }
            case PATCH, PUT, DELETE, GET, HEAD, OPTIONS, TRACE -> {}
        }
        if (heedsIfMatch(method, operation)) {
            operation.addParameter(ifMatch());
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.equals("201")) {
                response.addHeader("Location", location());
            }
            if (status.startsWith("2") && isConnector(response)) {
                response.addHeader("ETag", etag());
            }
        });
    }

    /** Adds the statuses that these headers bring. */
    static void addStatuses(PathItem.HttpMethod method, Operation operation, SortedSet<Integer> statuses) {
        switch (method) {
            case POST -> statuses.addAll(List.of(400, 409, 422));
            case PATCH, PUT, DELETE, GET, HEAD, OPTIONS, TRACE -> {}
        }
        if (heedsIfMatch(method, operation)) {
            statuses.addAll(method == PathItem.HttpMethod.POST ? List.of(412) : List.of(400, 412, 428));
        }
    }

    /** A draft has no version that could be another one. */
    private static boolean heedsIfMatch(PathItem.HttpMethod method, Operation operation) {
        return switch (method) {
            case POST -> changesConnector(operation);
            case PATCH, PUT, DELETE -> !operation.getTags().contains("Drafts");
            case GET, HEAD, OPTIONS, TRACE -> false;
        };
    }

    /** A POST that answers 200 with a connector changed it; 201 made it, or a version of its credential. */
    private static boolean changesConnector(Operation operation) {
        APIResponse changed = operation.getResponses().getAPIResponse("200");
        return (changed != null && isConnector(changed)) || "addCredentialVersion".equals(operation.getOperationId());
    }

    private static boolean isConnector(APIResponse response) {
        return response.getContent() != null
                && response.getContent().getMediaTypes().values().stream()
                        .anyMatch(type -> type.getSchema() != null
                                && CONNECTOR.equals(type.getSchema().getRef()));
    }

    private static Parameter ifMatch() {
        return header(
                "If-Match",
                "The ETag that was read, with its quotes: the change is made only if the connector still has it. Several are"
                        + " separated by commas; * stands for any.",
                512);
    }

    private static Header replayed() {
        return OASFactory.createHeader()
                .description(
                        "true: the answer that the first request with this Idempotency-Key got. Problems have it too.")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN));
    }

    private static Header location() {
        return OASFactory.createHeader()
                .description("Where it is.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .format("uri"));
    }

    private static Header etag() {
        return OASFactory.createHeader()
                .description(
                        "The connector's version, to be sent as If-Match. It rises with what clients change and not with"
                                + " what runs find out, so it is none for If-None-Match.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .examples(List.of("\"3\"")));
    }

    private static Parameter header(String name, String description, int longest) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .minLength(1)
                        .maxLength(longest));
    }

    /** The body of apply. */
    static Schema set() {
        Schema body = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("All connectors of a set.")
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false))
                .addRequired("applySet")
                .addRequired("connectors");
        body.addProperty(
                "applySet",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .description("The name of the set; it exists once it is applied.")
                        .minLength(1)
                        .maxLength(63)
                        .pattern("^[A-Za-z0-9][A-Za-z0-9._-]*$"));
        body.addProperty("adopt", flag("Take over connectors of these names that belong to no set."));
        body.addProperty("allowEmpty", flag("An empty list is meant: disable every connector of the set."));
        body.addProperty(
                "connectors",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.ARRAY)
                        .description("All of them: one that is missing here is disabled and leaves the set.")
                        .maxItems(10_000)
                        .items(OASFactory.createSchema().ref("#/components/schemas/ConnectorOfSet")));
        return body;
    }

    private static Schema flag(String description) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.BOOLEAN)
                .description(description)
                .defaultValue(false);
    }
}
