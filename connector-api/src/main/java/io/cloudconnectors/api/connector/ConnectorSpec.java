package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.contracts.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that a client decides about a connector, valid and with its defaults.
 *
 * @param name unique in the tenant, upper and lower case alike
 * @param runFrequencyMinutes start to start
 */
@Schema(
        name = "ConnectorCreate",
        description = "The common fields and the member named after the provider.",
        additionalProperties = Schema.False.class)
public record ConnectorSpec(
        @Schema(
                required = true,
                minLength = 1,
                maxLength = 128,
                examples = "prod-eu",
                description = "Unique in the tenant; upper and lower case are the same.")
        String name,

        @Schema(maxLength = 1024, defaultValue = "") String description,

        @Schema(required = true, description = "AWS is supported at present.", examples = "AWS")
        Provider provider,

        @Schema(
                minimum = "60",
                maximum = "1440",
                defaultValue = "240",
                description = "Minutes from start to start; the bounds can be configured.")
        int runFrequencyMinutes,

        @Schema(defaultValue = "true", description = "A connector that is not enabled is not run by its schedule.")
        boolean enabled,

        @Schema(description = "Up to 50; keys of 1 to 63 characters, values of up to 256.", maxProperties = 50)
        Map<String, String> labels,

        AwsSpec aws) {

    public ConnectorSpec {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** The account, once it is known. */
    @Nullable
    String accountId() {
        var role = aws.role();
        return role == null ? null : role.accountId();
    }

    /** Whether everything is there that a run needs. */
    boolean complete() {
        return aws.roleArn() != null;
    }

    /** Whether the schedule may run it. */
    boolean runnable() {
        return enabled && complete();
    }
}
