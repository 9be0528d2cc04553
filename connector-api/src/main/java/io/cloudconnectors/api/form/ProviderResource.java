package io.cloudconnectors.api.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.connector.RunFrequency;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.contracts.Provider;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The forms, and what is read. They change with the configuration and the release only, so each answer is made once and has
 * an ETag.
 */
@Path("/api/v1/providers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers", description = "The clouds, and the form that connects an account of each.")
public class ProviderResource {
    private final Answer catalogue;
    private final Map<String, Answer> forms;
    private final Map<String, Answer> resourceTypes;

    ProviderResource(RunFrequency frequency, ObjectMapper json) {
        ProviderView.Catalogue all = ProviderView.Catalogue.of(frequency);
        this.catalogue = Answer.of(all, json);
        this.forms = all.items().stream()
                .collect(Collectors.toUnmodifiableMap(form -> form.provider().name(), form -> Answer.of(form, json)));
        this.resourceTypes = Arrays.stream(Provider.values())
                .collect(Collectors.toUnmodifiableMap(
                        Provider::name, each -> Answer.of(ResourceTypeView.Catalogue.of(each, json), json)));
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getProviders",
            summary = "Every provider with its forms",
            description =
                    "All that a frontend needs to render the forms that connect, change and repair an account. The"
                            + " service validates with the same rules.")
    @APIResponse(
            responseCode = "200",
            description = "The providers.",
            headers =
                    @Header(name = "ETag", description = "Of this answer.", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ProviderView.Catalogue.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer of If-None-Match.")
    public Response all(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return catalogue.to(ifNoneMatch);
    }

    @GET
    @Path("/{provider}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getProvider",
            summary = "One provider with its forms",
            description = "Upper and lower case of the name are the same.")
    @Parameter(
            name = "provider",
            in = ParameterIn.PATH,
            required = true,
            description = "The provider.",
            schema = @Schema(implementation = Provider.class))
    @APIResponse(
            responseCode = "200",
            description = "The provider.",
            headers =
                    @Header(name = "ETag", description = "Of this answer.", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ProviderView.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer of If-None-Match.")
    public Response one(
            @PathParam("provider") String provider,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return of(provider, forms).to(ifNoneMatch);
    }

    @GET
    @Path("/{provider}/resource-types")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getResourceTypes",
            summary = "What runs read of a provider, and the permission that each type needs",
            description = "From the catalogue by which the pollers call; the set-up of a connector grants the same."
                    + " Upper and lower case of the provider's name are the same.")
    @Parameter(
            name = "provider",
            in = ParameterIn.PATH,
            required = true,
            description = "The provider.",
            schema = @Schema(implementation = Provider.class))
    @APIResponse(
            responseCode = "200",
            description = "The types of resources.",
            headers =
                    @Header(name = "ETag", description = "Of this answer.", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ResourceTypeView.Catalogue.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer of If-None-Match.")
    public Response resourceTypes(
            @PathParam("provider") String provider,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return of(provider, resourceTypes).to(ifNoneMatch);
    }

    private static Answer of(String provider, Map<String, Answer> answers) {
        Answer answer = answers.get(provider.toUpperCase(Locale.ROOT));
        if (answer == null) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "There is no such provider; GET /api/v1/providers has them all.");
        }
        return answer;
    }

    /** An answer that stays the same until the service is started anew. */
    private record Answer(String text, EntityTag tag) {
        private static final int TAG_BYTES = 16;

        static Answer of(Object view, ObjectMapper json) {
            try {
                String text = json.writeValueAsString(view);
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return new Answer(text, new EntityTag(HexFormat.of().formatHex(digest, 0, TAG_BYTES)));
            } catch (JsonProcessingException | NoSuchAlgorithmException e) {
                throw new IllegalStateException("A form is always writable", e);
            }
        }

        /** To be kept by the client, and asked about each time: whoever lost the right to read it gets no copy. */
        Response to(@Nullable String ifNoneMatch) {
            boolean known = ifNoneMatch != null && ifNoneMatch.contains('"' + tag.getValue() + '"');
            Response.ResponseBuilder answer =
                    known ? Response.notModified() : Response.ok(text, MediaType.APPLICATION_JSON_TYPE);
            return answer.tag(tag)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                    .build();
        }
    }
}
