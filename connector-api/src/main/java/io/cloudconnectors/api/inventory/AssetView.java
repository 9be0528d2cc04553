package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the customer's, as the last look at its slice found it.
 *
 * @param lastSeenAt when its slice was last seen with it
 * @param goneAt when its slice was first seen without it
 * @param detail JSON text as the database holds it; it is not read on its way
 */
@Schema(name = "Asset", description = "A resource in a connected account.")
public record AssetView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID connectorId,
        @Schema(required = true) Provider provider,

        @Schema(required = true, examples = "AWS::EC2::Instance", description = "The provider's own resource type.")
        String type,

        @Schema(required = true, examples = "i-0123456789abcdef0")
        String nativeId,

        @Schema(required = true, nullable = true) @Nullable String name,
        @Schema(required = true, examples = "eu-central-1") String region,
        @Schema(required = true) Map<String, String> tags,
        @Schema(required = true) Instant firstSeenAt,
        @Schema(required = true) Instant lastSeenAt,

        @Schema(required = true, nullable = true, description = "When it was found missing; null while it is there.")
        @Nullable
        Instant goneAt,

        @Schema(
                required = true,
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "What the provider says about it.")
        @JsonRawValue
        String detail) {}
