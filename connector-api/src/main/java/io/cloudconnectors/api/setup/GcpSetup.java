package io.cloudconnectors.api.setup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.PermissionNeed;
import io.cloudconnectors.contracts.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A service account, its roles on the project and its key. */
@Schema(name = "GcpSetup", description = "The service account that the platform signs in as.")
record GcpSetup(
        @Schema(required = true) UUID connectorId,
        @Schema(required = true) Provider provider,
        @JsonIgnore @Schema(hidden = true) String name,

        @Schema(required = true, nullable = true, description = "The project to be read.") @Nullable
        String projectId,

        @Schema(required = true, nullable = true, description = "Its e-mail address.") @Nullable
        String serviceAccount,

        @Schema(required = true, description = "APIs to enable in the project.")
        List<Api> apis,

        @Schema(required = true, description = "Roles of the service account on the project.")
        List<Role> roles,

        @Schema(required = true, description = "What each permission is needed for.")
        List<Permission> permissions,

        @Schema(required = true) List<SetupStep> steps)
        implements Setup {

    /** An API of Google's. */
    @Schema(name = "GcpApi")
    record Api(
            @Schema(required = true, examples = "cloudasset.googleapis.com")
            String name,

            @Schema(required = true, description = "Whether an account cannot be read without it.")
            boolean mandatory,

            @Schema(
                    required = true,
                    description =
                            "Whether calls count for the service account's own project, where it must be enabled too.")
            boolean ownProjectToo) {
        static List<Api> all() {
            return GooglePermission.apis().stream()
                    .map(name -> new Api(name, MANDATORY.contains(name), !OF_THE_RESOURCE.contains(name)))
                    .toList();
        }

        /** Their calls count for the project that is read (Quota project overview, resource-based APIs). */
        private static final Set<String> OF_THE_RESOURCE = Set.of("compute.googleapis.com", "storage.googleapis.com");

        private static final List<String> MANDATORY = Arrays.stream(GooglePermission.values())
                .filter(permission -> permission.need() == PermissionNeed.MANDATORY)
                .map(GooglePermission::api)
                .toList();
    }

    /** A role of Google's. */
    @Schema(name = "GcpRole")
    record Role(
            @Schema(required = true, examples = "roles/cloudasset.viewer")
            String name,

            @Schema(required = true) String neededFor) {
        static final List<Role> ALL = List.of(
                new Role(
                        "roles/viewer",
                        "Reading the project, its enabled services, and the lists of Compute Engine and Cloud Storage."),
                new Role(
                        "roles/cloudasset.viewer",
                        "Listing every resource and its IAM policy: in no basic role but Owner."),
                new Role(
                        "roles/iam.securityReviewer",
                        "IAM policies asked of each service by itself. Runs read them with roles/cloudasset.viewer and need"
                                + " no more; leave it out if you prefer."));
    }

    /** A permission of the roles. */
    @Schema(name = "GcpPermission")
    record Permission(
            @Schema(required = true, examples = "cloudasset.assets.listResource")
            String permission,

            @Schema(
                    required = true,
                    description =
                            "MANDATORY: without it nothing is looked at. READ: without it some types are not. FALLBACK:"
                                    + " asked for only where the Cloud Asset API is not enabled.")
            PermissionNeed need) {}

    static GcpSetup of(SetupSubject.Gcp subject) {
        return new GcpSetup(
                subject.id(),
                Provider.GCP,
                subject.name(),
                subject.projectId(),
                subject.serviceAccount(),
                Api.all(),
                Role.ALL,
                Arrays.stream(GooglePermission.values())
                        .map(permission -> new Permission(permission.permission(), permission.need()))
                        .toList(),
                toDo());
    }

    @Override
    public String in(SetupFormat format) {
        return switch (format) {
            case JSON -> PrettyJson.of(this);
            case GCLOUD -> Gcloud.of(this);
            case MARKDOWN -> Guide.of(this);
            case CLOUDFORMATION, TERRAFORM, AWS_CLI, AZURE_CLI ->
                throw new IllegalArgumentException(format + " is not of Google Cloud");
        };
    }

    private static List<SetupStep> toDo() {
        return List.of(
                new SetupStep(
                        "apis",
                        "Enable the APIs",
                        "In the project to be read; those whose calls count for the service account's own project also"
                                + " there, if it is another one."),
                new SetupStep(
                        "service-account",
                        "Make the service account",
                        "It may live in the project to be read or in another one."),
                new SetupStep("roles", "Grant the roles", "On the project to be read, to the service account."),
                new SetupStep(
                        "key",
                        "Make a key",
                        "POST or PUT the whole file as gcp.serviceAccountKey, then delete your copy: the platform keeps the"
                                + " only one that is needed."));
    }
}
