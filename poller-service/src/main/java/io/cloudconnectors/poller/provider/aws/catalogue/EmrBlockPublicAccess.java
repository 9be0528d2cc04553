package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.emr.model.BlockPublicAccessConfiguration;

/** Whether EMR may open a cluster to everybody: one setting for each region. CloudFormation has no name for it. */
final class EmrBlockPublicAccess extends CatalogueEntry {
    EmrBlockPublicAccess() {
        super(
                "AWS::EMR::BlockPublicAccessConfiguration",
                AwsService.EMR,
                AwsPermission.EMR_GET_BLOCK_PUBLIC_ACCESS_CONFIGURATION);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        BlockPublicAccessConfiguration answer = calls.client(AwsApi.EMR)
                .getBlockPublicAccessConfiguration(r -> r.overrideConfiguration(calls.session()))
                .blockPublicAccessConfiguration();
        Detail detail = Detail.of(calls, Details.of(answer, Set.of("Classification", "Configurations", "Properties")));
        return new Page(List.of(setting("emr-block-public-access", calls.region(), detail)), null);
    }
}
