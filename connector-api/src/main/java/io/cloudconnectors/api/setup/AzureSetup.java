package io.cloudconnectors.api.setup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.cloudconnectors.api.provider.AzureRole;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.PermissionNeed;
import io.cloudconnectors.contracts.Provider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An application, what it may read, and its secret. */
@Schema(name = "AzureSetup", description = "The application that the platform signs in as.")
record AzureSetup(
        @Schema(required = true) UUID connectorId,
        @Schema(required = true) Provider provider,
        @JsonIgnore @Schema(hidden = true) String name,
        @Schema(required = true) AzureCloud cloud,

        @Schema(required = true, nullable = true, format = "uuid") @Nullable
        String directoryId,

        @Schema(required = true, nullable = true, format = "uuid") @Nullable
        String applicationId,

        @Schema(required = true, nullable = true, format = "uuid") @Nullable
        String subscriptionId,

        @Schema(
                required = true,
                description = "Roles of Azure to assign on the subscription.",
                examples = "[\"Reader\"]")
        List<String> builtInRoles,

        @Schema(required = true, description = "A role to define and to assign on the subscription.")
        AzureRole customRole,

        @Schema(required = true) List<GraphPermission> graphPermissions,

        @Schema(required = true, description = "What other guides ask for, and is of no use here.")
        List<NotNeeded> notNeeded,

        @Schema(required = true, description = "What each action is needed for.")
        List<Permission> permissions,

        @Schema(required = true, description = "When the secret ends that the script makes, a year from now.")
        @JsonSerialize(using = ToStringSerializer.class)
        Instant secretEndsAt,

        @Schema(required = true) List<SetupStep> steps)
        implements Setup {

    /** These hand out keys. Microsoft counts them as actions, not as reads. */
    private static final List<String> KEY_LISTING =
            List.of("Microsoft.Web/sites/host/listkeys/action", "Microsoft.Web/sites/config/list/Action");

    /** A permission of Microsoft Graph. */
    @Schema(name = "AzureGraphPermission")
    record GraphPermission(
            @Schema(required = true, examples = "User.Read.All")
            String name,

            @Schema(required = true, description = "Its id in Microsoft Graph.", format = "uuid")
            String id,

            @Schema(required = true, examples = "APPLICATION")
            String type,

            @Schema(required = true) String neededFor) {
        /** Microsoft Graph permissions reference, User.Read.All, Application. */
        static final GraphPermission READ_USERS = new GraphPermission(
                "User.Read.All",
                "df021288-bdef-4463-88db-98f22de89214",
                "APPLICATION",
                "Directory users. Without it, and without the administrator's consent to it, all else is read.");
    }

    /** Something that does no good. */
    @Schema(name = "AzureNotNeeded")
    record NotNeeded(
            @Schema(required = true) String name,
            @Schema(required = true) String why) {
        static final NotNeeded USER_IMPERSONATION = new NotNeeded(
                "Azure Service Management / user_impersonation",
                "It is a delegated permission: it lets an application act for a user who is signed in. The platform signs in"
                        + " as the application itself (client credentials), where it has no effect.");
        static final NotNeeded KEY_LISTING_ACTIONS = new NotNeeded(
                String.join(" and ", KEY_LISTING),
                "They hand out keys and connection strings, which no run reads. If you want the role to have them all the"
                        + " same, ask with includeKeyListing=true.");
    }

    /** An action of the custom role. */
    @Schema(name = "AzurePermission")
    record Permission(
            @Schema(required = true) String action,
            @Schema(required = true) PermissionNeed need) {}

    static AzureSetup of(SetupSubject.Azure subject, boolean includeKeyListing, Instant now) {
        List<String> actions = new ArrayList<>(AzurePermission.actions());
        if (includeKeyListing) {
            actions.addAll(KEY_LISTING);
        }
        String scope = "/subscriptions/" + (subject.subscriptionId() == null ? "" : subject.subscriptionId());
        return new AzureSetup(
                subject.id(),
                Provider.AZURE,
                subject.name(),
                subject.cloud(),
                subject.directoryId(),
                subject.applicationId(),
                subject.subscriptionId(),
                List.of("Reader"),
                AzureRole.of(
                        "Cloud Connector " + subject.id(),
                        "Read-only access for Cloud Connectors, connector " + subject.id(),
                        actions,
                        scope),
                List.of(GraphPermission.READ_USERS),
                includeKeyListing
                        ? List.of(NotNeeded.USER_IMPERSONATION)
                        : List.of(NotNeeded.USER_IMPERSONATION, NotNeeded.KEY_LISTING_ACTIONS),
                Arrays.stream(AzurePermission.values())
                        .map(permission -> new Permission(permission.action(), permission.need()))
                        .toList(),
                now.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .plusYears(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant(),
                toDo());
    }

    @Override
    public String in(SetupFormat format) {
        return switch (format) {
            case JSON -> PrettyJson.of(this);
            case AZURE_CLI -> AzureCli.of(this);
            case MARKDOWN -> Guide.of(this);
            case CLOUDFORMATION, TERRAFORM, AWS_CLI, GCLOUD ->
                throw new IllegalArgumentException(format + " is not of Azure");
        };
    }

    private static List<SetupStep> toDo() {
        return List.of(
                new SetupStep(
                        "application",
                        "Register the application",
                        "In the directory, register an application of a single tenant, and note its Application (client) ID."),
                new SetupStep(
                        "reader-role",
                        "Assign the role Reader",
                        "Assign the application the role Reader on the subscription itself: on some of its resource groups"
                                + " it would see those alone."),
                new SetupStep(
                        "custom-role",
                        "Define and assign the custom role",
                        "It names what every run calls, and contains nothing but reads unless you asked for more."),
                new SetupStep(
                        "graph",
                        "Let it read directory users",
                        "Add the application permission User.Read.All of Microsoft Graph, and have an administrator consent."),
                new SetupStep(
                        "secret",
                        "Make a client secret",
                        "It ends after two years at most. POST or PUT its value, not its ID, as azure.authenticationKey,"
                                + " with authenticationKeyExpiresAt, and you are warned before it ends."));
    }
}
