package io.cloudconnectors.api.openapi;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.ProblemCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Completes the document that the annotations make: the problems of each operation, the parameters of every list, ids,
 * and the bodies that are read by forms.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String DESCRIPTION = """
            Connects cloud accounts to the platform and keeps polling them.

            Errors are `application/problem+json` (RFC 9457): `code` decides what a client does, `detail` says what to do \
            next, `errors` names every field that is not valid. Lists are pages: send `nextCursor` as `cursor`, with the \
            same filters, until it is null. Times are RFC 3339 in UTC.

            A POST can be sent again without harm when it has an `Idempotency-Key`. A change can be made to depend on what was \
            read: send its `ETag` as `If-Match`, and 412 says that somebody was faster.
            """;

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.info(OASFactory.createInfo()
                .title("Cloud Connectors API")
                .version("1")
                .description(DESCRIPTION)
                .license(OASFactory.createLicense()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")));
        document.servers(List.of(OASFactory.createServer().url("/").description("This service")));
        FormSchemas.addTo(document.getComponents());
        document.getComponents().addSchema("ConnectionTestRequest", ConnectionTestSchema.schema());
        document.getComponents().addSchema("ConnectorSet", RequestHeaders.set());
        ListFilters.addTo(document.getPaths());
        for (PathItem path : document.getPaths().getPathItems().values()) {
            path.getOperations().forEach((method, operation) -> complete(method, operation));
        }
        ProblemResponses.of(List.of(ProblemCode.values())).forEach(document.getComponents()::addResponse);
        Completeness.addTo(document);
    }

    /** "Or null" stands in anyOf; a type beside it would forbid the null again. */
    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getAnyOf() != null) {
            schema.type(null);
        }
        return schema;
    }

    private static void complete(PathItem.HttpMethod method, Operation operation) {
        List<Parameter> parameters =
                operation.getParameters() == null ? List.of() : List.copyOf(operation.getParameters());
        boolean hasId = false;
        boolean hasQuery = parameters.stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.QUERY);
        for (Parameter parameter : parameters) {
            if (parameter.getIn() == Parameter.In.PATH) {
                if (!parameter.getName().equals("provider")) {
                    parameter.schema(schemaOf(parameter.getName())).description(describe(parameter.getName()));
                }
                hasId = true;
            }
            if (isListInQuery(parameter)) {
                parameter.style(Parameter.Style.FORM).explode(false);
                bound(parameter.getSchema());
            }
        }
        boolean isList = operation.getOperationId().startsWith("list");
        if (isList) {
            operation.addParameter(limit()).addParameter(cursor());
        }
        boolean hasBody = operation.getRequestBody() != null;
        RequestHeaders.addTo(method, operation);
        SortedSet<Integer> statuses = ProblemResponses.statuses(method, hasId, hasBody, hasQuery || isList);
        RequestHeaders.addStatuses(method, operation, statuses);
        statuses.forEach(status -> operation
                .getResponses()
                .addAPIResponse(
                        Integer.toString(status), OASFactory.createAPIResponse().ref(ProblemResponses.name(status))));
    }

    private static boolean isListInQuery(Parameter parameter) {
        List<Schema.SchemaType> types = parameter.getSchema().getType();
        return parameter.getIn() == Parameter.In.QUERY && types != null && types.contains(Schema.SchemaType.ARRAY);
    }

    /** As many texts as there may be fit, with their commas, into what a parameter may be long. */
    private static void bound(Schema list) {
        Schema text = list.getItems();
        if (text.getRef() == null && text.getEnumeration() == null) {
            text.maxLength((QueryParameters.LONGEST + 1) / list.getMaxItems() - 1);
        }
    }

    private static String describe(String parameter) {
        return switch (parameter) {
            case "runId" -> "The run.";
            case "version" -> "The version of the credential.";
            case "testId" -> "The connection test.";
            default -> "The connector.";
        };
    }

    /** Versions are numbered; whatever else is in a path is an id. */
    private static Schema schemaOf(String parameter) {
        return parameter.equals("version")
                ? OASFactory.createSchema()
                        .addType(Schema.SchemaType.INTEGER)
                        .format("int32")
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(999_999_999))
                : uuid();
    }

    private static Schema uuid() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .format("uuid")
                .maxLength(36);
    }

    private static Parameter limit() {
        return OASFactory.createParameter()
                .name("limit")
                .in(Parameter.In.QUERY)
                .description("How many items a page holds at most.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.INTEGER)
                        .format("int32")
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(200))
                        .defaultValue(50));
    }

    private static Parameter cursor() {
        return OASFactory.createParameter()
                .name("cursor")
                .in(Parameter.In.QUERY)
                .description("The nextCursor of the page before, with the same filters. Opaque.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .maxLength(2048));
    }
}
