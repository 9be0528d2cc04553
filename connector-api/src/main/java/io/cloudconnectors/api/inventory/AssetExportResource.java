package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.connector.Connectors;
import io.cloudconnectors.api.limit.Expensive;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The inventory of a connector as a file. Its filters are those of the list; the document takes them from there. */
@Path("/api/v1/connectors/{id}/assets/export")
@Tag(name = "Assets")
@RunOnVirtualThread
public class AssetExportResource {
    private static final Logger LOG = Logger.getLogger(AssetExportResource.class);
    private static final String FORMAT = "format";

    private final Connectors connectors;
    private final AssetExports exports;
    private final Caller caller;
    private final ObjectMapper json;

    AssetExportResource(Connectors connectors, AssetExports exports, Caller caller, ObjectMapper json) {
        this.connectors = connectors;
        this.exports = exports;
        this.caller = caller;
        this.json = json;
    }

    /** The formats by name. */
    enum Format {
        CSV,
        NDJSON
    }

    @GET
    @Expensive
    @Produces({CsvFormat.MEDIA_TYPE, NdjsonFormat.MEDIA_TYPE})
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "exportAssets",
            summary = "Export the assets of a connector",
            description =
                    "The filters of the list, and no limit: the file is streamed, the oldest asset first. It is no "
                            + "snapshot: each asset is in it once, as it was when its part of the file was read. When something "
                            + "goes wrong on the way the connection is aborted, and the client reports an incomplete answer.\n\n"
                            + "CSV is RFC 4180 in UTF-8 with a header; tags and detail are JSON in their cells, and a cell that "
                            + "begins with =, +, -, @, a tab or the end of a line has an apostrophe in front, so that no "
                            + "spreadsheet takes it for a formula. NDJSON has an asset of the list on each line.")
    @Parameter(
            name = FORMAT,
            in = ParameterIn.QUERY,
            description = "When left out, Accept decides, and CSV when it takes both.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"csv", "ndjson"}))
    @APIResponse(
            responseCode = "200",
            description = "The file.",
            headers =
                    @Header(
                            name = HttpHeaders.CONTENT_DISPOSITION,
                            description = "An attachment with a name.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(
                        mediaType = CsvFormat.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        example =
                                "id,connectorId,provider,type,nativeId,name,region,firstSeenAt,lastSeenAt,goneAt,tags,detail"),
                @Content(mediaType = NdjsonFormat.MEDIA_TYPE, schema = @Schema(implementation = AssetView.class))
            })
    public Response export(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        Tenant tenant = caller.tenant();
        UUID connectorId = Ids.connector(id);
        connectors.in(tenant).require(connectorId);
        QueryParameters parameters = QueryParameters.only(uri, parameters());
        Format format = Objects.requireNonNullElseGet(
                parameters.lowerCaseConstant(FORMAT, Format.class), () -> accepted(headers));
        AssetExport export = exports.open(tenant, connectorId, AssetFilter.of(parameters));
        AssetFormat written = switch (format) {
            case CSV -> new CsvFormat(json);
            case NDJSON -> new NdjsonFormat(json);
        };
        return Response.ok(stream(connectorId, export, written, request), written.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"assets-%s.%s\"".formatted(connectorId, name(format)))
                .build();
    }

    private StreamingOutput stream(
            UUID connectorId, AssetExport export, AssetFormat format, HttpServerRequest request) {
        return out -> {
            try {
                exports.write(export, format, out);
            } catch (IOException e) {
                LOG.debugf(e, "The client of an asset export is gone. connector=%s", connectorId);
                BrokenAnswer.abort(request);
            } catch (RuntimeException e) {
                LOG.warnf(
                        e,
                        "An asset export broke off; its client sees an incomplete answer and may ask again."
                                + " connector=%s",
                        connectorId);
                BrokenAnswer.abort(request);
            }
        };
    }

    private static Format accepted(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.valueOf(CsvFormat.MEDIA_TYPE))) {
                return Format.CSV;
            }
            if (type.isCompatible(MediaType.valueOf(NdjsonFormat.MEDIA_TYPE))) {
                return Format.NDJSON;
            }
        }
        return Format.CSV;
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(AssetFilter.PARAMETERS);
        names.add(FORMAT);
        return names;
    }
}
