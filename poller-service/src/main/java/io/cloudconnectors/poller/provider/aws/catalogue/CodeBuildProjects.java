package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.Tag;

/**
 * Build projects. Of an environment variable that is plain text the value is dropped, since it can be a secret; of the other
 * types the value names where the secret is. The build specification and the triggers' secrets are dropped too.
 */
final class CodeBuildProjects extends CatalogueEntry {
    private static final Set<String> UNTOLD = Set.of("tags", "webhook");

    CodeBuildProjects() {
        super(
                "AWS::CodeBuild::Project",
                AwsService.CODEBUILD,
                AwsPermission.CODEBUILD_LIST_PROJECTS,
                AwsPermission.CODEBUILD_BATCH_GET_PROJECTS);
    }

    /** A page of names has 100 at most, which is what one call describes. */
    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        CodeBuildClient codeBuild = calls.client(AwsApi.CODEBUILD);
        ListProjectsResponse answer =
                codeBuild.listProjects(r -> r.nextToken(token).overrideConfiguration(calls.session()));
        List<String> names = answer.projects();
        Map<String, Project> described = new HashMap<>();
        boolean seen = names.isEmpty()
                || calls.detail(
                        AwsPermission.CODEBUILD_BATCH_GET_PROJECTS,
                        () -> codeBuild
                                .batchGetProjects(r -> r.names(names).overrideConfiguration(calls.session()))
                                .projects()
                                .forEach(project -> described.put(project.name(), project)));
        return page(
                names,
                name -> seen ? project(name, described.get(name), calls) : unseen(name, calls),
                answer.nextToken());
    }

    private Resource unseen(String name, AwsCalls calls) {
        Detail detail = Detail.of(calls, Map.of("name", name));
        return resource(name, name, calls.region(), detail.without(AwsPermission.CODEBUILD_BATCH_GET_PROJECTS));
    }

    /** @param described absent when it has gone since it was listed */
    private Resource project(String name, @Nullable Project described, AwsCalls calls) {
        if (described == null) {
            return resource(name, name, calls.region(), Map.of(), Map.of("name", name));
        }
        Project told = withoutSecrets(described);
        return resource(
                name, name, calls.region(), Tags.of(told.tags(), Tag::key, Tag::value), Details.of(told, UNTOLD));
    }

    static Project withoutSecrets(Project project) {
        ProjectSource source = project.source();
        ProjectEnvironment environment = project.environment();
        return project.toBuilder()
                .source(
                        source == null
                                ? null
                                : source.toBuilder().buildspec(null).build())
                .secondarySources(project.secondarySources().stream()
                        .map(each -> each.toBuilder().buildspec(null).build())
                        .toList())
                .environment(environment == null ? null : withoutSecrets(environment))
                .build();
    }

    private static ProjectEnvironment withoutSecrets(ProjectEnvironment environment) {
        return environment.toBuilder()
                .environmentVariables(environment.environmentVariables().stream()
                        .map(CodeBuildProjects::withoutSecret)
                        .toList())
                .build();
    }

    private static EnvironmentVariable withoutSecret(EnvironmentVariable variable) {
        return variable.type() == EnvironmentVariableType.PARAMETER_STORE
                        || variable.type() == EnvironmentVariableType.SECRETS_MANAGER
                ? variable
                : variable.toBuilder().value(null).build();
    }
}
