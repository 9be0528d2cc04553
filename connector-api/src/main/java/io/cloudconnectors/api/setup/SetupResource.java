package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What to paste at the cloud. */
@Path("/api/v1/connectors/{id}/setup")
@Tag(name = "Set-up", description = "What to paste at the cloud to let the platform in.")
@RunOnVirtualThread
public class SetupResource {
    private final Setups setups;
    private final Caller caller;

    SetupResource(Setups setups, Caller caller) {
        this.setups = setups;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "application/yaml", "text/x-shellscript", "text/markdown", "text/plain"})
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getSetup",
            summary = "What to set up at the cloud for a connector",
            description =
                    "Trust policy, permissions, roles and scripts with the connector's own values, to be pasted as they"
                            + " are. They contain no secret. An AWS connector has json, cloudformation, terraform, aws-cli and"
                            + " markdown; an Azure connector json, azure-cli and markdown; a Google Cloud connector json, gcloud"
                            + " and markdown.")
    @Parameter(
            name = SetupQuery.FORMAT,
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {
                                "json",
                                "cloudformation",
                                "terraform",
                                "aws-cli",
                                "azure-cli",
                                "gcloud",
                                "markdown"
                            },
                            defaultValue = "json"))
    @Parameter(
            name = SetupQuery.PARTITION,
            in = ParameterIn.QUERY,
            description =
                    "AWS: where the role will be, as long as the connector has none. It decides which account of the"
                            + " platform the role trusts.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"aws", "aws-us-gov", "aws-cn"}))
    @Parameter(
            name = SetupQuery.ROLE_NAME,
            in = ParameterIn.QUERY,
            description = "AWS: how the role is to be called; otherwise as the connector's role, or CloudConnector.",
            schema =
                    @Schema(
                            implementation = String.class,
                            minLength = 1,
                            maxLength = 64,
                            pattern = "^[A-Za-z0-9_+=,.@-]{1,64}$"))
    @Parameter(
            name = SetupQuery.ACCESS,
            in = ParameterIn.QUERY,
            description = "AWS: security-audit attaches the AWS-managed policy SecurityAudit and adds what it may lack;"
                    + " minimal allows what a run calls today, action by action, and nothing else.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"security-audit", "minimal"},
                            defaultValue = "security-audit"))
    @Parameter(
            name = SetupQuery.INCLUDE_KEY_LISTING,
            in = ParameterIn.QUERY,
            description = "Azure: add two actions to the custom role that list keys of web apps. No run calls them, and"
                    + " whoever has the role's credential could read secrets with them.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "The set-up.",
            headers =
                    @Header(
                            name = "Content-Disposition",
                            description = "A file name; a template is an attachment.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Setup.class)),
                @Content(mediaType = "application/yaml", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/x-shellscript", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", ref = "Problem400")
    @APIResponse(responseCode = "409", ref = "Problem409")
    public Response get(@PathParam("id") String id, @Context UriInfo uri) {
        SetupSubject subject = setups.subject(caller.tenant(), Ids.connector(id));
        SetupQuery query = SetupQuery.of(uri);
        SetupFormat format = query.format();
        String disposition = format == SetupFormat.JSON ? "inline" : "attachment";
        return Response.ok(setups.write(subject, query).in(format))
                .type(format.mediaType() + ";charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition + "; filename=\"" + format.fileName(subject) + "\"")
                .build();
    }
}
