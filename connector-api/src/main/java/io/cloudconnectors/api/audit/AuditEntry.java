package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry as its tenant sees it. */
@Schema(
        name = "AuditEntry",
        description =
                "One thing that was done. hash is the SHA-256, in hex, of all the other members as canonical JSON "
                        + "(RFC 8785, UTF-8); previousHash is the hash of the entry with the number before.")
public record AuditEntry(
        @Schema(required = true) String tenant,

        @Schema(required = true, description = "1, 2, 3 ... within the tenant, without a gap.", minimum = "1")
        long seq,

        @Schema(
                required = true,
                format = "date-time",
                description = "Always with six digits of a second.",
                examples = "2026-11-24T12:00:03.123456Z")
        String at,

        @Schema(
                required = true,
                pattern = "^[A-Z][A-Z0-9_]*$",
                examples = "CONNECTOR_CHANGED",
                description = "An AuditAction; there will be more.")
        String action,

        @Schema(required = true) Actor actor,
        @Schema(required = true) Origin origin,
        @Schema(required = true) UUID connectorId,

        @Schema(required = true, nullable = true, description = "The name of the connector at that time.") @Nullable
        String connectorName,

        @Schema(
                required = true,
                nullable = true,
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "What was there before, without secrets. Null of what is new.")
        @Nullable
        JsonNode before,

        @Schema(
                required = true,
                nullable = true,
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "What is there since, without secrets. Null of what was taken away.")
        @Nullable
        JsonNode after,

        @Schema(required = true, pattern = "^[0-9a-f]{64}$", description = "64 zeros at the first entry.")
        String previousHash,

        @Schema(required = true, pattern = "^[0-9a-f]{64}$") String hash) {

    static AuditEntry of(AuditRow row) {
        return new AuditEntry(
                row.tenant(),
                row.seq(),
                row.time(),
                row.action(),
                Actor.of(row.actor()),
                Origin.of(row.origin()),
                row.connectorId(),
                row.connectorName(),
                row.before(),
                row.after(),
                row.previousHash(),
                row.hash());
    }
}
