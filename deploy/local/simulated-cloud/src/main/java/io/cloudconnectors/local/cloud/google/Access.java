package io.cloudconnectors.local.cloud.google;

import io.cloudconnectors.local.cloud.google.auth.AccessTokens;
import io.cloudconnectors.local.cloud.google.auth.AccessTokens.AccessToken;
import io.cloudconnectors.local.cloud.google.project.Project;
import io.cloudconnectors.local.cloud.google.project.Projects;
import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import io.cloudconnectors.local.cloud.google.wire.GoogleFailure;
import io.cloudconnectors.local.cloud.google.wire.GoogleOperation;
import io.cloudconnectors.local.cloud.google.wire.GoogleService;
import io.cloudconnectors.local.cloud.http.HttpCall;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who calls, for which project the call counts, and whether the caller's roles allow it; asked anew at each call. */
final class Access {
    private static final String CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";
    private static final Set<String> READ_ONLY_TOO =
            Set.of(CLOUD_PLATFORM, "https://www.googleapis.com/auth/cloud-platform.read-only");
    private static final String INVALID =
            "Request had invalid authentication credentials. Expected OAuth 2 access token,"
                    + " login cookie or other valid authentication credential.";

    private final Projects projects;
    private final AccessTokens tokens;

    Access(Projects projects, AccessTokens tokens) {
        this.projects = projects;
        this.tokens = tokens;
    }

    /** Whose token it is. */
    AccessToken caller(HttpCall http, GoogleOperation operation) {
        String header = http.header("authorization").orElse("");
        if (!header.startsWith("Bearer ")) {
            throw GoogleError.CREDENTIALS_MISSING.because("Request is missing required authentication credential."
                    + " Expected OAuth 2 access token, login cookie or other valid authentication credential.");
        }
        AccessToken token = tokens.find(header.substring("Bearer ".length()))
                .orElseThrow(() -> GoogleError.ACCESS_TOKEN_TYPE_UNSUPPORTED.because(INVALID));
        if (tokens.expired(token)) {
            throw GoogleError.ACCESS_TOKEN_EXPIRED.because(INVALID);
        }
        boolean active = projects.homeOf(token.email())
                .flatMap(home -> home.account(token.email()))
                .filter(account -> !account.disabled())
                .isPresent();
        if (!active) {
            throw GoogleError.ACCOUNT_STATE_INVALID.because(INVALID);
        }
        Set<String> sufficient =
                operation.service() == GoogleService.CLOUD_ASSET ? Set.of(CLOUD_PLATFORM) : READ_ONLY_TOO;
        if (token.scopes().stream().noneMatch(sufficient::contains)) {
            throw GoogleError.ACCESS_TOKEN_SCOPE_INSUFFICIENT.because(
                    "Request had insufficient authentication scopes.",
                    Map.of("service", operation.service().apiName()));
        }
        return token;
    }

    /** The project that is asked about, when the caller may. */
    Project authorised(HttpCall http, GoogleOperation operation, String asked, AccessToken caller) {
        GoogleService service = operation.service();
        Optional<Project> target = projects.find(asked);
        if (service.consumer() == GoogleService.Consumer.CALLER) {
            checkConsumer(consumer(http, caller), service);
        } else {
            target.ifPresent(project -> checkConsumer(project, service));
        }
        Project project = target.orElseThrow(() -> unknown(operation, asked));
        if (!project.allows(caller.email(), operation.permission())) {
            throw denied(operation, asked, caller);
        }
        return project;
    }

    private Project consumer(HttpCall http, AccessToken caller) {
        Optional<String> named = http.header("x-goog-user-project");
        if (named.isEmpty()) {
            return projects.homeOf(caller.email()).orElseThrow();
        }
        return projects.find(named.get())
                .filter(project -> project.allows(caller.email(), "serviceusage.services.use"))
                .orElseThrow(() -> GoogleError.USER_PROJECT_DENIED.because(
                        "Caller does not have required permission to use project " + named.get() + ".",
                        Map.of("consumer", "projects/" + named.get())));
    }

    private static void checkConsumer(Project consumer, GoogleService service) {
        if (consumer.deleteRequested()) {
            throw GoogleError.CONSUMER_INVALID.because(
                    "Project #" + consumer.number() + " has been deleted.",
                    Map.of("consumer", "projects/" + consumer.number(), "service", service.apiName()));
        }
        if (!consumer.apis().contains(service.apiName())) {
            String activation = "https://console.developers.google.com/apis/api/" + service.apiName()
                    + "/overview?project=" + consumer.number();
            throw GoogleError.SERVICE_DISABLED.because(
                    service.title() + " has not been used in project " + consumer.number()
                            + " before or it is disabled. Enable it by visiting " + activation + " then retry. If you"
                            + " enabled this API recently, wait a few minutes for the action to propagate to our systems"
                            + " and retry.",
                    Map.of(
                            "service",
                            service.apiName(),
                            "consumer",
                            "projects/" + consumer.number(),
                            "activationUrl",
                            activation));
        }
    }

    /** Resource Manager and Cloud Asset do not tell a project that is not there from one that may not be seen. */
    private static GoogleFailure unknown(GoogleOperation operation, String asked) {
        return switch (operation.service()) {
            case CLOUD_RESOURCE_MANAGER -> denied(operation.permission(), asked);
            case CLOUD_ASSET, OAUTH2 -> GoogleError.PERMISSION_DENIED.because("Request denied by Cloud IAM.");
            case SERVICE_USAGE -> notListed(asked);
            case COMPUTE -> GoogleError.NOT_FOUND.because("The resource 'projects/" + asked + "' was not found");
            case STORAGE -> GoogleError.INVALID_ARGUMENT.because("Unknown project id: " + asked);
        };
    }

    private static GoogleFailure denied(GoogleOperation operation, String asked, AccessToken caller) {
        String permission = operation.permission();
        return switch (operation.service()) {
            case CLOUD_RESOURCE_MANAGER -> denied(permission, asked);
            case CLOUD_ASSET, OAUTH2 -> GoogleError.PERMISSION_DENIED.because("Request denied by Cloud IAM.");
            case SERVICE_USAGE -> notListed(asked);
            case COMPUTE ->
                GoogleError.PERMISSION_DENIED.because(
                        "Required '" + permission + "' permission for 'projects/" + asked + "'");
            case STORAGE ->
                GoogleError.PERMISSION_DENIED.because(caller.email() + " does not have " + permission
                        + " access to the Google Cloud project. Permission '" + permission
                        + "' denied on resource (or it may not exist).");
        };
    }

    private static GoogleFailure notListed(String asked) {
        return GoogleError.AUTH_PERMISSION_DENIED.because(
                "Permission denied to list services for consumer container [projects/" + asked + "]");
    }

    private static GoogleFailure denied(String permission, String asked) {
        return GoogleError.IAM_PERMISSION_DENIED.because(
                "Permission '" + permission + "' denied on resource '//cloudresourcemanager.googleapis.com/projects/"
                        + asked + "' (or it may not exist).",
                Map.of("permission", permission, "resource", "projects/" + asked));
    }
}
