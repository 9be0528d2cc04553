package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.directory.model.DescribeDirectoriesResponse;
import software.amazon.awssdk.services.directory.model.DirectoryDescription;
import software.amazon.awssdk.services.directory.model.Tag;

/** Directories and where their logs go. The settings of RADIUS are dropped: they have a member for its shared secret. */
final class Directories extends CatalogueEntry {
    Directories() {
        super(
                "AWS::DirectoryService::Directory",
                AwsService.DIRECTORY,
                AwsPermission.DS_DESCRIBE_DIRECTORIES,
                AwsPermission.DS_LIST_LOG_SUBSCRIPTIONS,
                AwsPermission.DS_LIST_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeDirectoriesResponse answer = calls.client(AwsApi.DIRECTORY)
                .describeDirectories(r -> r.limit(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.directoryDescriptions(), directory -> directory(directory, calls), answer.nextToken());
    }

    private Resource directory(DirectoryDescription directory, AwsCalls calls) {
        DirectoryClient ds = calls.client(AwsApi.DIRECTORY);
        String id = directory.directoryId();
        Detail detail = Detail.of(calls, Details.of(directory, Set.of("RadiusSettings", "OwnerDirectoryDescription")))
                .with(
                        "logSubscriptions",
                        AwsPermission.DS_LIST_LOG_SUBSCRIPTIONS,
                        () -> Details.each(
                                ds.listLogSubscriptions(r -> r.directoryId(id).overrideConfiguration(calls.session()))
                                        .logSubscriptions()))
                .tagged(AwsPermission.DS_LIST_TAGS, () -> tags(ds, id, calls));
        return resource(id, directory.name(), calls.region(), detail);
    }

    private static Map<String, String> tags(DirectoryClient ds, String id, AwsCalls calls) {
        return Tags.of(
                ds.listTagsForResource(r -> r.resourceId(id).overrideConfiguration(calls.session()))
                        .tags(),
                Tag::key,
                Tag::value);
    }
}
