package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A custom role, as {@code az role definition create} reads it.
 *
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties">Custom role
 *     properties</a>
 */
@Schema(name = "AzureCustomRole")
@JsonPropertyOrder({
    "Name",
    "IsCustom",
    "Description",
    "Actions",
    "NotActions",
    "DataActions",
    "NotDataActions",
    "AssignableScopes"
})
public record AzureRole(
        @Schema(required = true) @JsonProperty("Name") String name,

        @Schema(required = true) @JsonProperty("IsCustom") boolean custom,

        @Schema(required = true) @JsonProperty("Description")
        String description,

        @Schema(required = true) @JsonProperty("Actions") List<String> actions,

        @Schema(required = true) @JsonProperty("NotActions") List<String> notActions,

        @Schema(required = true) @JsonProperty("DataActions")
        List<String> dataActions,

        @Schema(required = true) @JsonProperty("NotDataActions")
        List<String> notDataActions,

        @Schema(required = true) @JsonProperty("AssignableScopes")
        List<String> assignableScopes) {

    /** A role of these actions, to be assigned in one scope. */
    public static AzureRole of(String name, String description, List<String> actions, String scope) {
        return new AzureRole(
                name, true, description, List.copyOf(actions), List.of(), List.of(), List.of(), List.of(scope));
    }
}
