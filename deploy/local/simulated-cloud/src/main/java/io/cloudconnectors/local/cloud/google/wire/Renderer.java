package io.cloudconnectors.local.cloud.google.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.http.Reply;

/**
 * The forms of errors. Sources: AIP-193, "Errors"; Compute Engine and Cloud Storage documentation, "Error responses":
 * these two know {@code status} and {@code details} only where the platform before them has refused.
 */
public final class Renderer {
    private static final String CONTENT_TYPE = "application/json; charset=UTF-8";

    private Renderer() {}

    public static Reply answer(JsonNode body) {
        return Reply.of(200, CONTENT_TYPE, body.toPrettyString() + "\n");
    }

    public static Reply failure(TokenError error) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("error", error.code())
                .put("error_description", error.description());
        return Reply.of(error.status(), CONTENT_TYPE, body.toString());
    }

    public static Reply failure(GoogleService service, GoogleFailure failure) {
        GoogleError error = failure.error();
        boolean older = service.consumer() == GoogleService.Consumer.RESOURCE;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = body.putObject("error").put("code", error.status()).put("message", failure.getMessage());
        if (older) {
            inner.putArray("errors")
                    .addObject()
                    .put("message", failure.getMessage())
                    .put("domain", error.olderReason().endsWith("LimitExceeded") ? "usageLimits" : "global")
                    .put("reason", error.olderReason());
        }
        if (!older || !error.domain().isEmpty()) {
            inner.put("status", error.code());
        }
        if (!error.domain().isEmpty()) {
            ObjectNode info = inner.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                    .put("reason", error.name())
                    .put("domain", error.domain());
            ObjectNode metadata = info.putObject("metadata");
            failure.metadata().forEach(metadata::put);
        } else if (service == GoogleService.CLOUD_ASSET && error == GoogleError.PERMISSION_DENIED) {
            help(inner);
        }
        return Reply.of(error.status(), CONTENT_TYPE, body.toPrettyString() + "\n");
    }

    /** Cloud Asset names no permission; it links to the list of them. */
    private static void help(ObjectNode error) {
        error.putArray("details")
                .addObject()
                .put("@type", "type.googleapis.com/google.rpc.Help")
                .putArray("links")
                .addObject()
                .put("description", "To check permissions required for this RPC:")
                .put("url", "https://cloud.google.com/asset-inventory/docs/access-control#required_permissions");
    }
}
