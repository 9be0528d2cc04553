package io.cloudconnectors.api.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.connector.ConnectorForm;
import io.cloudconnectors.api.connector.RunFrequency;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.contracts.Provider;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A provider and its forms. */
@Schema(name = "ProviderForm", description = "A provider, and its forms as JSON Schema 2020-12.")
public record ProviderView(
        @Schema(required = true) Provider provider,

        @Schema(required = true, examples = "Amazon Web Services")
        String displayName,

        @Schema(
                required = true,
                examples = "aws",
                description = "The member of a connector that carries the provider's fields.")
        String member,

        @Schema(
                required = true,
                examples = "account",
                description = "What one connector reads, in the provider's words.")
        String accountName,

        @Schema(required = true) Frequency runFrequencyMinutes,

        @Schema(
                required = true,
                ref = "JsonSchema",
                description = "What POST /api/v1/connectors takes; its example creates a connector.")
        ObjectNode schema,

        @Schema(
                required = true,
                ref = "JsonSchema",
                description = "What PATCH /api/v1/connectors/{id} takes: the form that changes a connector.")
        ObjectNode patchSchema,

        @Schema(
                required = true,
                ref = "JsonSchema",
                description = "What PUT /api/v1/connectors/{id}/credential takes: the form that repairs one.")
        ObjectNode credentialSchema) {

    /** How often connectors run, in minutes. */
    @Schema(name = "ProviderRunFrequency", description = "Minutes from the start of a run to the start of the next.")
    public record Frequency(
            @Schema(required = true, examples = "240") int recommended,
            @Schema(required = true, examples = "60") int minimum,
            @Schema(required = true, examples = "1440") int maximum) {}

    /** All providers; shaped like a page, of which there is one. */
    @Schema(name = "ProviderFormPage")
    public record Catalogue(
            @Schema(required = true) List<ProviderView> items,

            @Schema(required = true, nullable = true, description = "Always null: there is one page.") @Nullable
            String nextCursor) {

        static Catalogue of(RunFrequency frequency) {
            return new Catalogue(
                    Arrays.stream(Provider.values())
                            .map(provider -> ProviderView.of(provider, frequency))
                            .toList(),
                    null);
        }
    }

    static ProviderView of(Provider provider, RunFrequency frequency) {
        ConnectorSchemas schemas = new ConnectorSchemas(new ConnectorForm(frequency));
        return new ProviderView(
                provider,
                ProviderForm.displayName(provider),
                ProviderForm.member(provider),
                ProviderForm.accountName(provider),
                new Frequency(frequency.defaultMinutes(), frequency.minimum(), frequency.maximum()),
                schemas.creation(provider),
                schemas.change(provider),
                schemas.replacement(provider));
    }
}
