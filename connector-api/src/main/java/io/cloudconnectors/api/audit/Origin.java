package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from; all null for what the platform does by itself.
 *
 * @param address of the peer; of its client where {@code quarkus.http.proxy} says that a proxy may tell it
 * @param userAgent its first characters
 * @param requestId the {@code X-Request-Id} of the request, or one made for it
 */
@Schema(name = "AuditOrigin", description = "Where the request came from.")
public record Origin(
        @Schema(required = true, nullable = true, description = "The address of the client, as far as it is known.")
        @Nullable
        String address,

        @Schema(required = true, nullable = true, description = "The first 200 characters of the User-Agent.") @Nullable
        String userAgent,

        @Schema(
                required = true,
                nullable = true,
                description = "The X-Request-Id of the request, or one that was made for it.")
        @Nullable
        String requestId) {

    /** Reads what was written as JSON. */
    static Origin of(JsonNode json) {
        return new Origin(
                json.path("address").textValue(),
                json.path("userAgent").textValue(),
                json.path("requestId").textValue());
    }
}
