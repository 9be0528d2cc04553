package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.Tag;

/** File systems with their policies. How full one is is left out: it changes with its use. */
final class EfsFileSystems extends CatalogueEntry {
    EfsFileSystems() {
        super(
                "AWS::EFS::FileSystem",
                AwsService.EFS,
                AwsPermission.EFS_DESCRIBE_FILE_SYSTEMS,
                AwsPermission.EFS_DESCRIBE_FILE_SYSTEM_POLICY);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DescribeFileSystemsResponse answer = calls.client(AwsApi.EFS)
                .describeFileSystems(r -> r.maxItems(PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(answer.fileSystems(), fileSystem -> fileSystem(fileSystem, calls), answer.nextMarker());
    }

    private Resource fileSystem(FileSystemDescription fileSystem, AwsCalls calls) {
        EfsClient efs = calls.client(AwsApi.EFS);
        Detail detail = Detail.of(calls, Details.of(fileSystem, Set.of("Tags", "SizeInBytes")))
                .tagged(Tags.of(fileSystem.tags(), Tag::key, Tag::value))
                .with(
                        "policy",
                        AwsPermission.EFS_DESCRIBE_FILE_SYSTEM_POLICY,
                        () -> efs.describeFileSystemPolicy(r -> r.fileSystemId(fileSystem.fileSystemId())
                                        .overrideConfiguration(calls.session()))
                                .policy());
        return resource(fileSystem.fileSystemId(), fileSystem.name(), calls.region(), detail);
    }
}
