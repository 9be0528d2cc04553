package io.cloudconnectors.api.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A type of resource that runs read. */
@Schema(name = "ResourceType", description = "A type of resource that runs read, and what they need for it.")
public record ResourceTypeView(
        @Schema(
                required = true,
                examples = "AWS::EC2::Instance",
                description = "As the provider names it; * stands for every type that has no entry of its own.")
        String type,

        @Schema(required = true, examples = "ec2", description = "As in a slice.")
        String service,

        @Schema(required = true, description = "Whether it is looked for in each region, or once for the account.")
        ResourceType.Scope scope,

        @Schema(
                required = true,
                examples = "[\"ec2:DescribeInstances\"]",
                description = "What is needed to list it, then what is needed for all of its detail.")
        List<String> permissions,

        @Schema(
                required = true,
                nullable = true,
                description = "Why there is none any more; null of a type that is read.")
        @Nullable
        String retired) {

    private static ResourceTypeView of(ResourceType type) {
        return new ResourceTypeView(type.type(), type.service(), type.scope(), type.permissions(), type.retired());
    }

    /** All of a provider; shaped like a page, of which there is one. */
    @Schema(name = "ResourceTypePage")
    public record Catalogue(
            @Schema(required = true) List<ResourceTypeView> items,

            @Schema(required = true, nullable = true, description = "Always null: there is one page.") @Nullable
            String nextCursor) {

        /** As the pollers' catalogue was when this service was built. */
        static Catalogue of(Provider provider, ObjectMapper json) {
            String file = "/resource-types/" + provider.name().toLowerCase(Locale.ROOT) + ".json";
            try (InputStream stream =
                    Objects.requireNonNull(ResourceType.class.getResourceAsStream(file), "No " + file)) {
                return new Catalogue(
                        json.readValue(stream, Written.class).items().stream()
                                .map(ResourceTypeView::of)
                                .toList(),
                        null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private record Written(List<ResourceType> items) {}
    }
}
