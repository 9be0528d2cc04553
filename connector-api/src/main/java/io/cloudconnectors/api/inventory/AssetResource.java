package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.connector.Connectors;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The inventory of a connector. */
@Path("/api/v1/connectors/{id}/assets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Assets", description = "What runs found in the accounts.")
@RunOnVirtualThread
public class AssetResource {
    private final Connectors connectors;
    private final TenantTransactions inventory;
    private final AssetReadRepository assets;
    private final Caller caller;

    AssetResource(
            Connectors connectors,
            @DataSource("inventory-api") TenantTransactions inventory,
            AssetReadRepository assets,
            Caller caller) {
        this.connectors = connectors;
        this.inventory = inventory;
        this.assets = assets;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listAssets",
            summary = "List the assets of a connector",
            description = "Assets that are gone stay in the list, with goneAt set.")
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "The provider's own resource types, separated by commas.",
            example = "[\"AWS::EC2::Instance\"]",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 20))
    @Parameter(
            name = "region",
            in = ParameterIn.QUERY,
            description = "One or several, separated by commas.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Both when left out.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"present", "gone"}))
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "What the name or the provider's id begins with.",
            schema = @Schema(implementation = String.class, maxLength = 512))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "By when an asset was found first.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"oldest", "newest"},
                            defaultValue = "oldest"))
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = AssetPage.class)))
    public AssetPage list(@PathParam("id") String id, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        UUID connectorId = Ids.connector(id);
        connectors.in(tenant).require(connectorId);
        QueryParameters parameters = QueryParameters.of(uri, AssetQuery.PARAMETERS);
        AssetQuery query = AssetQuery.of(parameters, tenant, connectorId);
        return AssetPage.of(inventory.read(tenant, () -> assets.list(tenant, connectorId, query)));
    }
}
